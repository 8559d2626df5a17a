/** Keys of the command table as people read them: `Mod+Shift+Z` → `Strg+Umschalt+Z`, `⇧⌘Z` on Apple keyboards. */
import { sayMaybe } from './words.svelte';

const APPLE: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '⏎', Backspace: '⌫', Delete: '⌦', Escape: 'Esc' };
const APPLE_ORDER = ['Alt', 'Shift', 'Mod'];

export const isApple = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

function parts(key: string): string[] {
  // `Mod++` is Mod and the plus key.
  if (key === '+') return ['+'];
  const plus = key.endsWith('++');
  return [...(plus ? key.slice(0, -2) : key).split('+'), ...(plus ? ['+'] : [])];
}

function one(part: string): string {
  if (part === ' ') return sayMaybe('key-Space') ?? part;
  return sayMaybe(`key-${part}`) ?? part;
}

/** The caps to draw, one a key. */
export function keycaps(key: string, apple = isApple): string[] {
  const all = parts(key);
  if (!apple) return all.map(one);
  const modifiers = APPLE_ORDER.filter((part) => all.includes(part));
  const rest = all.filter((part) => !APPLE_ORDER.includes(part));
  return [...modifiers, ...rest].map((part) => APPLE[part] ?? one(part));
}

/** In one piece, for names and tooltips. */
export function keyText(key: string, apple = isApple): string {
  return keycaps(key, apple).join(apple ? '' : '+');
}

/** For `aria-keyshortcuts`: names of the standard, independent of language. */
export function shortcut(key: string, apple = isApple): string {
  return parts(key).map((part) => ({ Mod: apple ? 'Meta' : 'Control', Plus: '+', Minus: '-' })[part] ?? part).join('+');
}
