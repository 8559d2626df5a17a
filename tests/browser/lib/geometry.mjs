// What a designer would see at a glance, measured: no text clipped, nothing that floats overlapping, targets large enough,
// nothing outside the window.
import assert from 'node:assert/strict';

/** Asserts the geometry of a page as it stands. `name` says which screen in the message. */
export async function assertGeometry(page, name) {
  const findings = await page.evaluate(measure);
  assert.deepEqual(findings, [], `geometry of ${name}`);
}

/** Runs in the page. */
function measure() {
  const findings = [];
  const visible = (element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return style.visibility !== 'hidden' && style.display !== 'none' && Number(style.opacity) > 0 && box.width > 1 && box.height > 1
      && !element.closest('.vh, [inert], [hidden]') && style.clipPath !== 'inset(50%)';
  };
  const describe = (element) => {
    const text = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40);
    return `<${element.localName}${element.className && typeof element.className === 'string' ? `.${element.className.split(' ')[0]}` : ''}> "${text}"`;
  };
  // 1. Text that does not fit and is not meant to end in an ellipsis.
  for (const element of document.querySelectorAll('button, a, h1, h2, h3, p, label, li, span, td, th, legend, dt, dd')) {
    if (!visible(element) || ![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '')) continue;
    const style = getComputedStyle(element);
    const hidden = ['hidden', 'clip'].includes(style.overflowX) && style.textOverflow !== 'ellipsis';
    if (hidden && element.scrollWidth > element.clientWidth + 1) findings.push(`text clipped: ${describe(element)}`);
    if (parseFloat(style.fontSize) < 12) findings.push(`type below 12 px: ${describe(element)}`);
  }
  // Lists and sections of a dialog that hide a part of what is in them.
  for (const element of document.querySelectorAll('dialog :is(ul, ol, section, dl)')) {
    const hidden = ['hidden', 'clip'].includes(getComputedStyle(element).overflowY);
    if (visible(element) && hidden && element.scrollHeight > element.clientHeight + 2) findings.push(`cut off: ${describe(element)}`);
  }
  // 2. Targets of at least 24 × 24, inline links and the mirror of the canvas excepted (its size is the drawing's).
  for (const element of document.querySelectorAll('button, [role="button"], [role^="menuitem"], [role="tab"], [role="option"], input, select, textarea, a')) {
    if (!visible(element) || element.closest('.mirror')) continue;
    if (element.localName === 'a' && getComputedStyle(element).display === 'inline') continue;
    if (['checkbox', 'radio'].includes(element.type) && element.closest('label')) continue;
    const box = element.getBoundingClientRect();
    if (box.width < 24 || box.height < 24) findings.push(`target ${Math.round(box.width)} × ${Math.round(box.height)}: ${describe(element)}`);
  }
  // 3. What floats over the canvas must not overlap, nor leave the window.
  const floating = [...document.querySelectorAll('[data-region]:not([data-region=canvas])')].filter(visible);
  for (const [index, one] of floating.entries()) {
    const a = one.getBoundingClientRect();
    if (a.left < -1 || a.top < -1 || a.right > innerWidth + 1 || a.bottom > innerHeight + 1) findings.push(`outside the window: ${one.dataset.region}`);
    for (const other of floating.slice(index + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const b = other.getBoundingClientRect();
      if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) findings.push(`overlapping: ${one.dataset.region} and ${other.dataset.region}`);
    }
  }
  // 4. The page itself never scrolls sideways.
  if (document.documentElement.scrollWidth > innerWidth + 1) findings.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${innerWidth}`);
  return findings;
}
