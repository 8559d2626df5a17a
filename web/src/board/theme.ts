/** The colours of the page by token name, resolved by the browser, for the engine's painters. */

/** Names of the custom properties that `tokens.css` gives a light and a dark value. */
function colourNames(): string[] {
  const names = new Set<string>();
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSStyleRule) || rule.selectorText !== ':root') continue;
      for (const name of rule.style) {
        if (name.startsWith('--') && rule.style.getPropertyValue(name).trim().startsWith('light-dark(')) names.add(name);
      }
    }
  }
  return [...names];
}

/** Every colour token as the browser resolves it (`rgb(…)`): a probe, because custom properties keep their words. */
export function resolveTokens(): Record<string, string> {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const computed = getComputedStyle(probe);
  const colours: Record<string, string> = {};
  for (const token of colourNames()) {
    probe.style.color = `var(${token})`;
    colours[token] = computed.color;
  }
  probe.remove();
  return colours;
}

/** Calls back when the system's colours change: dark, more contrast, forced colours. Returns how to stop. */
export function watchColours(changed: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)'].map((query) => matchMedia(query));
  queries.forEach((query) => { query.addEventListener('change', changed); });
  return () => { queries.forEach((query) => { query.removeEventListener('change', changed); }); };
}
