import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MirrorItem, OutlineItem } from '../lib/engine/contract';
import { place } from '../lib/ui/place';
import { useLanguage } from '../lib/words/words.svelte';
import { fileName } from './dialogs/download';
import { code } from './dialogs/qr';
import { Batch, words } from './news';
import { group } from './outline';
import { find, type Entry } from './palette';
import { spoken } from './speech';
import { makes, toolOf, TOOLS } from './tools';

beforeEach(async () => { await useLanguage('de'); });

const entry = (text: string, kind: Entry['kind'] = 'command', group = 'A'): Entry => ({ id: text, kind, text, detail: '', icon: '', key: '', group, why: null });

describe('palette', () => {
  const entries = [entry('Entscheidung danach', 'command', 'Ablauf'), entry('Umwandeln in Entscheidung', 'command', 'Ablauf'), entry('Übersicht', 'command', 'Ansicht'), entry('Wer entscheidet?', 'element', 'Board')];
  it('finds at the start, at a word, anywhere, without accents', () => {
    expect(find(entries, 'entsch').map((hit) => hit.entry.text)).toEqual(['Entscheidung danach', 'Umwandeln in Entscheidung', 'Wer entscheidet?']);
    expect(find(entries, 'ubersicht')).toHaveLength(1);
    expect(find(entries, 'entsch')[1]).toMatchObject({ at: 13, length: 6 });
  });
  it('looks only for commands or elements', () => {
    expect(find(entries, '>entsch').map((hit) => hit.entry.kind)).toEqual(['command', 'command']);
    expect(find(entries, '#entsch').map((hit) => hit.entry.kind)).toEqual(['element']);
    expect(find(entries, '').every((hit) => hit.entry.kind === 'command')).toBe(true);
  });
});

describe('outline', () => {
  const item = (id: string, kind: string, lane: string | null, label = id): OutlineItem => ({ id, kind, label, depth: 0, lane: lane ? { id: lane, label: lane, colour: '2' } : null, previous: [], next: [], problems: [], selected: false });
  const items = [item('n', 'note', null), item('a', 'task.user', 'L1'), item('b', 'gateway.exclusive', 'L2'), item('c', 'task.user', 'L1'), item('L1', 'lane', null), item('f', 'flow.sequence', null)];
  it('goes by lane, whiteboard last, without lanes and flows', () => {
    expect(group(items, 'lane', '').map((section) => [section.id, section.items.map((one) => one.id).join('')])).toEqual([['L1', 'ac'], ['L2', 'b'], ['whiteboard', 'n']]);
    expect(group(items, 'lane', '')[0]?.colour).toBe('--lane-2-head');
  });
  it('goes in order, and can be searched', () => {
    expect(group(items, 'order', '')[0]?.items.map((one) => one.id)).toEqual(['a', 'b', 'c']);
    expect(group(items, 'order', 'B').flatMap((section) => section.items).map((one) => one.id)).toEqual(['b']);
  });
});

describe('speech', () => {
  const item: MirrorItem = { id: 'a', kind: 'gateway.exclusive', label: 'Voll\u00ADständig?', box: { x: 0, y: 0, w: 1, h: 1 }, lane: 'Sachbearbeitung', index: 3, count: 12, next: [{ exit: 'ja', kind: 'task.user', label: 'Abrufen' }, { exit: '', kind: 'event.end.none', label: '' }], selected: true, lock: null };
  it('names place and what comes next', () => { expect(spoken(item)).toBe('Entscheidung „Vollständig?“, Bahn Sachbearbeitung, 3 von 12, ausgewählt; danach: ja: Abrufen; Ende'); });
});

describe('news', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });
  it('tells refusals, own results and others apart', () => {
    expect(words({ code: 'why-no-undo', params: {}, near: true })).toEqual({ how: 'refused', text: 'Sie haben nichts zurückzunehmen.' });
    expect(words({ code: 'label.too-long', params: {}, near: true }).how).toBe('refused');
    expect(words({ code: 'news-deleted', params: { count: '2' }, near: true })).toEqual({ how: 'own', text: '2 Elemente gelöscht' });
    expect(words({ code: 'news-remote-moved', params: { kind: 'task.user', label: 'Prüfen' }, near: false })).toEqual({ how: 'others', text: 'Verschoben: Schritt „Prüfen“' });
    expect(words({ code: 'something.new', params: {}, near: false }).how).toBe('others');
  });
  it('says the same once, and not more than a few', () => {
    const said: string[] = [];
    const batch = new Batch((text) => said.push(text), 5000, 2);
    for (const text of ['a', 'b', 'a', 'c', 'd']) batch.add(text);
    expect(said).toEqual([]);
    vi.advanceTimersByTime(5000);
    expect(said).toEqual(['a. b und 2 weitere Änderungen']);
    vi.advanceTimersByTime(60_000);
    expect(said).toHaveLength(1);
  });
});

describe('tools', () => {
  it('are nine in two groups', () => {
    expect(TOOLS).toHaveLength(9);
    expect(TOOLS.filter((tool) => tool.group === 'process')).toHaveLength(5);
  });
  it('know which of them make something at a place', () => { expect(TOOLS.filter((tool) => makes(tool.id)).map((tool) => tool.id)).toEqual(['note', 'text', 'shape', 'step', 'decision', 'event', 'lane']); });
  it.each([['pen', 'stroke', 'shape'], ['frame', 'frame', 'shape'], ['connect', 'line', 'shape'], ['connect', 'flow.sequence', 'connect'], ['hand', 'note', 'select']] as const)('%s with %s shows as %s', (id, variant, expected) => { expect(toolOf(id, variant)).toBe(expected); });
});

describe('what opens beside something', () => {
  const room = { w: 1000, h: 600 };
  it('stays inside and turns where there is more room', () => {
    expect(place({ left: 100, top: 100, right: 140, bottom: 130 }, { w: 200, h: 100 }, room, 'bottom', 'start', 4)).toMatchObject({ x: 100, y: 134 });
    expect(place({ left: 100, top: 500, right: 140, bottom: 530 }, { w: 200, h: 300 }, room, 'bottom', 'start', 4)).toMatchObject({ x: 100, y: 196 });
    expect(place({ left: 900, top: 10, right: 990, bottom: 40 }, { w: 200, h: 100 }, room, 'right', 'start', 4)).toMatchObject({ x: 696, y: 10 });
    expect(place({ left: 950, top: 10, right: 990, bottom: 40 }, { w: 200, h: 100 }, room, 'bottom', 'start', 4).x).toBe(792);
  });
});

describe('files and codes', () => {
  it.each([['attachment; filename="a b.bpmn"', 'a b.bpmn'], ["attachment; filename=\"x\"; filename*=UTF-8''Antrag%20%C3%BC.bpmn", 'Antrag ü.bpmn'], [null, null], ['inline', null], ["attachment; filename*=UTF-8''%E0%A4%A", null]])('%s', (header, expected) => { expect(fileName(header)).toBe(expected); });
  it('draws a square code', () => {
    const made = code('https://wandel.example.org/b/x#y');
    expect(made.size).toBeGreaterThanOrEqual(25);
    expect(made.path).toMatch(/^M2 2h7v1h-7z/);
  });
});
