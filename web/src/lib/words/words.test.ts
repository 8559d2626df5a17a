import { beforeEach, describe, expect, it } from 'vitest';
import { pseudonym } from '../pseudonym';
import { near } from '../ui/time';
import { finding, stopped } from './findings';
import { keyText, shortcut } from './keyboard';
import { kindIcon, kindName, named, noun } from './kinds';
import { preferredLanguage, say, sayCode, sayMaybe, useLanguage } from './words.svelte';

beforeEach(async () => { await useLanguage('de'); });

describe('words', () => {
  it.each([[['de-AT', 'en'], 'de'], [['fr', 'en-GB', 'de'], 'en'], [['fr'], 'en'], [[], 'en']] as const)('%s → %s', (tags, expected) => { expect(preferredLanguage(tags)).toBe(expected); });

  it('says plurals and arguments in both languages', async () => {
    expect(say('readiness-gaps', { count: 1 })).toBe('noch 1 Lücke');
    expect(say('save-offline', { count: 4 })).toBe('Offline, 4 Änderungen gemerkt');
    await useLanguage('en');
    expect(say('readiness-gaps', { count: 3 })).toBe('3 gaps left');
    expect(document.documentElement.lang).toBe('en');
  });

  it('says codes, and unknown ones too', () => {
    expect(sayCode('error', 'session.refused')).toMatch(/Kennwort/);
    expect(sayCode('error', 'no.such')).toContain('no.such');
    expect(sayMaybe('no.such.key')).toBeNull();
  });

  it('names what has no name in a finding', () => {
    expect(finding('task.missing-form', { name: 'Antrag\u00AD prüfen' }).text).toBe('„Antrag prüfen“ braucht eine Maske.');
    expect(finding('task.missing-form', { name: '' }).text).toContain('ohne Namen');
    expect(stopped('Und sonst?')).toBe('Und sonst?');
    expect(stopped('Noch leer')).toBe('Noch leer.');
    expect(finding('task.missing-form', {}).fix).toBe('Maske wählen');
  });
});

describe('kinds', () => {
  it.each([['task.user', 'Schritt'], ['gateway.exclusive', 'Entscheidung'], ['event.catch.timer', 'Warten'], ['lane', 'Bahn'], ['note', 'Notiz'], ['from.the.future', 'Element']])('%s is a %s', (kind, expected) => { expect(noun(kind)).toBe(expected); });
  it('has a name and an icon for every kind, known or composed', () => {
    expect(kindName('task.user')).toBe('Ein Mensch erledigt es');
    expect(kindName('event.start.parallel-multiple')).toBe('Start: mehrere zugleich');
    expect(kindIcon('event.boundary.timer')).toBe('timer');
    expect(named('task.user', 'Antrag\nprüfen')).toBe('Schritt „Antrag prüfen“');
    expect(named('task.user', ' ')).toBe('Schritt ohne Namen');
  });
});

describe('keys as people read them', () => {
  it.each([['Mod+Shift+Z', 'Strg+Umschalt+Z', '⇧⌘Z'], ['Delete', 'Entf', '⌦'], ['Mod+Plus', 'Strg++', '⌘+'], ['ArrowLeft', '←', '←'], ['?', '?', '?']])('%s', (key, here, apple) => {
    expect(keyText(key, false)).toBe(here);
    expect(keyText(key, true)).toBe(apple);
  });
  it('for assistive technology', () => {
    expect(shortcut('Mod+Shift+Z', false)).toBe('Control+Shift+Z');
    expect(shortcut('Mod+Z', true)).toBe('Meta+Z');
  });
});

describe('times and pseudonyms', () => {
  const now = new Date(2026, 10, 22, 15, 0);
  it.each([[0, 'gerade eben'], [20, 'vor 20 Min.'], [180, 'heute, 12:00'], [24 * 60, 'gestern, 15:00']])('%s minutes ago', (minutes, expected) => { expect(near(new Date(now.getTime() - minutes * 60_000).toISOString(), now)).toBe(expected); });
  it('says nothing about what is no time', () => { expect(near('x', now)).toBe(''); });
  it('makes up a name out of two words', () => {
    expect(pseudonym(() => 0)).toBe('Blauer Falke');
    expect(pseudonym(() => 0.999)).toMatch(/^\S+ \S+$/);
  });
});
