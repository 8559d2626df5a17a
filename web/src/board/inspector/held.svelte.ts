/**
 * What is moved up in a list is taken out of the page for a moment and loses the focus: this gives it back. `order` reads
 * what the list shows.
 */
export function holding(order: () => unknown): { hold: () => void; drop: (event: FocusEvent) => void } {
  let held: HTMLElement | null = null;
  $effect(() => {
    order();
    if (held?.isConnected && document.activeElement === document.body) held.focus();
  });
  return {
    hold: () => { held = document.activeElement instanceof HTMLElement ? document.activeElement : null; },
    drop: (event) => { if (event.relatedTarget) held = null; },
  };
}
