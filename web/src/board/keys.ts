/**
 * Which keys the board takes from the browser: those of commands that can be done now, and those a gesture needs. The
 * engine decides what a key means; this only says what the browser must not do with it. Pure.
 */
import type { CommandInfo } from '../lib/engine/contract';

export interface Pressed { key: string; code: string; ctrlKey: boolean; metaKey: boolean; shiftKey: boolean; altKey: boolean }

const SIGNS: Record<string, string> = { Plus: '+', Minus: '-' };

/** Is this the key as the table writes it? `Mod` is Ctrl or ⌘. Layouts differ: letters by what they type, digits by place. */
export function matches(written: string, pressed: Pressed): boolean {
  const parts = written.split('+');
  const last = parts.at(-1) ?? '';
  const [mod, shift, alt] = ['Mod', 'Shift', 'Alt'].map((name) => parts.slice(0, -1).includes(name));
  if (mod !== (pressed.ctrlKey || pressed.metaKey)) return false;
  const same = shift === pressed.shiftKey && alt === pressed.altKey;
  if (/^\d$/.test(last)) return same && (pressed.code === `Digit${last}` || pressed.code === `Numpad${last}`);
  if (last.length === 1) return /\p{L}/u.test(last) ? same && pressed.key.toLowerCase() === last.toLowerCase() : pressed.key === last;
  const sign = SIGNS[last];
  return sign ? pressed.key === sign : same && pressed.key === last;
}

/** A shortcut of one letter, sign or digit without Ctrl, ⌘ or Alt, which a person may switch off (WCAG 2.1.4). */
export function isSingle(written: string): boolean {
  const last = written.split('+').at(-1) ?? '';
  return !written.includes('Mod+') && !written.includes('Alt+') && (last.length === 1 || last in SIGNS);
}

/** The browser's own events carry the text of these. */
const BROWSER = new Set(['paste']);

/** The first command that the key means now. */
export function commandOf(commands: readonly CommandInfo[], pressed: Pressed, singleKeys: boolean): CommandInfo | undefined {
  return commands.find((command) => command.enabled && !BROWSER.has(command.id)
    && command.keys.some((written) => matches(written, pressed) && (singleKeys || !isSingle(written))));
}

/** Keys that move or confirm: they belong to the button that has the focus, unless that is the canvas. */
const FOR_THE_FOCUSED = new Set(['Enter', ' ', 'Tab', 'Escape', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown', 'Delete', 'Backspace']);

export type Place = 'canvas' | 'chrome' | 'text';

/** Does the board get this key? Text fields keep everything but Ctrl+K, F6 and Ctrl+Enter; buttons keep what moves and confirms. */
export function goesToBoard(pressed: Pressed, place: Place): boolean {
  if (place === 'canvas') return true;
  const mod = pressed.ctrlKey || pressed.metaKey;
  if (place === 'text') return (mod && pressed.key.toLowerCase() === 'k') || pressed.key === 'F6';
  return !(FOR_THE_FOCUSED.has(pressed.key) && !mod) && !(pressed.key === 'F10' && pressed.shiftKey) && pressed.key !== 'ContextMenu';
}
