/** Puts what the engine copied on the clipboard: as text, and as a picture where the browser takes one. */

function byCommand(text: string): boolean {
  const give = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', give, { capture: true, once: true });
  const taken = document.execCommand('copy');
  document.removeEventListener('copy', give, { capture: true });
  return taken;
}

/** Says whether it is there. Needs a key or a click shortly before. */
export async function copy(text: string, svg: string | null): Promise<boolean> {
  try {
    const item: Record<string, Blob> = { 'text/plain': new Blob([text], { type: 'text/plain' }) };
    if (svg !== null && 'supports' in ClipboardItem && ClipboardItem.supports('image/svg+xml')) {
      item['image/svg+xml'] = new Blob([svg], { type: 'image/svg+xml' });
    }
    // eslint-disable-next-line no-restricted-syntax -- the clipboard, not the document
    await navigator.clipboard.write([new ClipboardItem(item)]);
    return true;
  } catch {
    // No clipboard without HTTPS, or not allowed: the old way.
    return byCommand(text);
  }
}
