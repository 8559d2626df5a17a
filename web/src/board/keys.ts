/**
 * Which keys the board gets at all: everything while the canvas has the focus, shortcuts elsewhere, nothing out of text
 * fields. What a key means, and whether the browser must keep off it, the engine says (`wants`). Pure.
 */
export interface Pressed { key: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean }

/** Keys that move or confirm: they belong to the button that has the focus, unless that is the canvas. */
const FOR_THE_FOCUSED = new Set(['Enter', ' ', 'Tab', 'Escape', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown', 'Delete', 'Backspace']);

export type Place = 'canvas' | 'chrome' | 'text';

/** Does the board get this key? Text fields keep everything but Ctrl+K, Ctrl+S and F6; buttons keep what moves and confirms. */
export function goesToBoard(pressed: Pressed, place: Place): boolean {
  if (place === 'canvas') return true;
  const mod = pressed.ctrlKey || pressed.metaKey;
  if (place === 'text') return (mod && ['k', 's'].includes(pressed.key.toLowerCase())) || pressed.key === 'F6';
  return !(FOR_THE_FOCUSED.has(pressed.key) && !mod) && !(pressed.key === 'F10' && pressed.shiftKey) && pressed.key !== 'ContextMenu';
}
