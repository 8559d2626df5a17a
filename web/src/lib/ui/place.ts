/**
 * Places something that opens (menu, list, tooltip) beside its anchor, inside the window. In CSS pixels of the window.
 * The element has to be `position: fixed` in the top layer.
 */
export type Side = 'bottom' | 'top' | 'right' | 'left';
export type Align = 'start' | 'end' | 'center';
export interface Anchor { left: number; top: number; right: number; bottom: number }

const EDGE = 8;

/** Where a box of this size goes; pure. Turns to the other side when there is more room. */
export function place(anchor: Anchor, size: { w: number; h: number }, room: { w: number; h: number }, side: Side, align: Align, gap: number): { x: number; y: number; maxHeight: number } {
  const across = side === 'left' || side === 'right';
  let x: number;
  let y: number;
  let maxHeight = room.h - 2 * EDGE;
  if (across) {
    const right = room.w - anchor.right - gap;
    const left = anchor.left - gap;
    const toRight = side === 'right' ? right >= size.w || right >= left : !(left >= size.w || left >= right);
    x = toRight ? anchor.right + gap : anchor.left - gap - size.w;
    y = align === 'end' ? anchor.bottom - size.h : align === 'center' ? (anchor.top + anchor.bottom - size.h) / 2 : anchor.top;
  } else {
    const below = room.h - anchor.bottom - gap - EDGE;
    const above = anchor.top - gap - EDGE;
    const down = side === 'bottom' ? below >= size.h || below >= above : !(above >= size.h || above >= below);
    maxHeight = Math.max(120, down ? below : above);
    const height = Math.min(size.h, maxHeight);
    y = down ? anchor.bottom + gap : anchor.top - gap - height;
    x = align === 'end' ? anchor.right - size.w : align === 'center' ? (anchor.left + anchor.right - size.w) / 2 : anchor.left;
  }
  const inside = (value: number, length: number, whole: number) => Math.max(EDGE, Math.min(value, whole - length - EDGE));
  return { x: inside(x, size.w, room.w), y: inside(y, Math.min(size.h, maxHeight), room.h), maxHeight };
}

export function anchorOf(element: Element): Anchor {
  const box = element.getBoundingClientRect();
  return { left: box.left, top: box.top, right: box.right, bottom: box.bottom };
}
