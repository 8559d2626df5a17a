/** F6 goes from region to region: canvas, tools, properties or panel, bar, view. */
export function nextRegion(back: boolean): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((region) => region.offsetParent !== null || region.getClientRects().length > 0);
  const now = all.findIndex((region) => region.contains(document.activeElement));
  for (let step = 1; step <= all.length; step++) {
    const region = all[(now + (back ? -step : step) + all.length * 2) % all.length];
    if (region && enter(region)) return;
  }
}

/** Into a region: its one element in the tab order, or the first that can have the focus. */
export function enter(region: HTMLElement): boolean {
  const target = region.querySelector<HTMLElement>('[tabindex="0"], input, textarea, a[href], button:not([tabindex="-1"])') ?? (region.tabIndex >= 0 || region.hasAttribute('tabindex') ? region : null);
  target?.focus({ preventScroll: true });
  return target !== null && document.activeElement === target;
}
