/** A diagnostic in words: a short statement, a sentence that says what to do, and the name of the button that goes there. */
import { say, sayCode, sayMaybe } from './words.svelte';

export interface Finding { title: string; text: string; fix: string }

/** A statement before another sentence: with a full stop, unless it ends with a sign of its own. */
export const stopped = (title: string) => (/[.?!…]$/.test(title) ? title : `${title}.`);

export function finding(code: string, params: Record<string, string>): Finding {
  // An element without a name is called so; names come with line breaks and soft hyphens.
  const named = Object.fromEntries(Object.entries(params).map(([key, value]) =>
    [key, value.replaceAll('\u00AD', '').replace(/\s+/g, ' ').trim() || say('untitled')]));
  const args = { name: say('untitled'), gateway: say('untitled'), from: say('untitled'), to: say('untitled'), step: say('untitled'), ...named };
  return {
    title: sayCode('diagnostic', code, args),
    text: sayMaybe(`diagnostic-${code}-do`, args) ?? '',
    fix: sayMaybe(`diagnostic-${code}-fix`) ?? say('diagnostic-fix'),
  };
}
