/** What a person set on this device: language, theme, one-letter keys, folded parts. In local storage, never on the server. */
import { preferredLanguage, useLanguage, LANGUAGES, type Language } from '../words/words.svelte';

export type Theme = 'system' | 'light' | 'dark';

interface Stored { language: Language | null; theme: Theme; singleKeys: boolean; minimap: boolean; named: 'first' | 'folded' | 'named'; placed: number }

const KEY = 'wandel.settings';
const DEFAULTS: Stored = { language: null, theme: 'system', singleKeys: true, minimap: true, named: 'first', placed: 0 };

function load(): Stored {
  try {
    const raw: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const read = { ...DEFAULTS, ...(typeof raw === 'object' && raw ? (raw as Partial<Stored>) : {}) };
    if (read.language && !LANGUAGES.includes(read.language)) read.language = null;
    return read;
  } catch {
    return { ...DEFAULTS };
  }
}

const stored = $state<Stored>(load());

function save(): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(stored));
  } catch {
    // A full or forbidden store only means that the choice is not remembered.
  }
}

export function settings(): Readonly<Stored> {
  return stored;
}

export function change(part: Partial<Stored>): void {
  Object.assign(stored, part);
  save();
}

export async function chooseLanguage(language: Language): Promise<void> {
  change({ language });
  await useLanguage(language);
}

export function chooseTheme(theme: Theme): void {
  change({ theme });
  showTheme();
}

/** Writes the theme to the document; `system` leaves it to `color-scheme`. */
export function showTheme(): void {
  if (stored.theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = stored.theme;
}

/** Language and theme before the first paint. */
export async function startSettings(): Promise<void> {
  showTheme();
  await useLanguage(stored.language ?? preferredLanguage(navigator.languages));
}

const dark = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null;
let systemDark = $state(dark?.matches ?? false);
dark?.addEventListener('change', (event) => { systemDark = event.matches; });

/** What is shown: the choice, or what the system says. */
export function effectiveTheme(): 'light' | 'dark' {
  return stored.theme === 'system' ? (systemDark ? 'dark' : 'light') : stored.theme;
}
