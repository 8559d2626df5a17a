/**
 * Says messages in the person's language. Keys and arguments are checked by the compiler (`keys.ts`); the catalogue of
 * one language is loaded as one chunk. Changing the language re-renders everything that said something.
 */
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Argument, Key, Messages } from './keys';

export type Language = 'de' | 'en';
export const LANGUAGES: readonly Language[] = ['de', 'en'];

let language = $state<Language>('de');
let bundle = $state.raw<FluentBundle>(new FluentBundle('de'));

const catalogues: Record<Language, () => Promise<{ default: string }>> = {
  de: () => import('./de'),
  en: () => import('./en'),
};

/** The language of this page. */
export function currentLanguage(): Language {
  return language;
}

/** Loads a catalogue and shows everything in it. */
export async function useLanguage(wanted: Language): Promise<void> {
  const text = (await catalogues[wanted]()).default;
  const made = new FluentBundle(wanted, { useIsolating: false });
  made.addResource(new FluentResource(text));
  bundle = made;
  language = wanted;
  document.documentElement.lang = wanted;
}

/** The first of the browser's languages that there is a catalogue for; English otherwise. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0];
    if (primary === 'de' || primary === 'en') return primary;
  }
  return 'en';
}

function format(key: string, args?: Record<string, Argument> | null): string | null {
  const pattern = bundle.getMessage(key)?.value;
  // Errors are collected, not thrown: a missing argument shows as its name.
  return pattern ? bundle.formatPattern(pattern, args ?? undefined, []) : null;
}

/** The message `key` with its arguments. */
export function say<K extends Key>(key: K, ...args: Messages[K] extends null ? [] : [Messages[K]]): string {
  return format(key, args[0]) ?? key;
}

/** A message whose key is made at run time; `null` if there is none. Codes have dots, keys have dashes. */
export function sayMaybe(key: string, args?: Record<string, Argument>): string | null {
  return format(key.replaceAll('.', '-'), args);
}

/** The sentence of a code: `PREFIX-CODE`, or `PREFIX-unknown` with the code. */
export function sayCode(prefix: 'diagnostic' | 'error' | 'news', code: string, params: Record<string, Argument> = {}): string {
  return sayMaybe(`${prefix}-${code}`, params) ?? format(`${prefix}-unknown`, { code }) ?? code;
}
