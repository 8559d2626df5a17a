/** Searching the palette: commands and elements by the words people see. `>` only commands, `#` only elements. Pure. */
export interface Entry { id: string; kind: 'command' | 'element'; text: string; detail: string; icon: string; key: string; group: string; why: string | null }
export interface Hit { entry: Entry; at: number; length: number }

const plain = (text: string) => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036F]/g, '');

/** What fits, best first within its group: at the start, at a word, anywhere. Groups keep their order. */
export function find(entries: readonly Entry[], typed: string, most = 40): Hit[] {
  const only = typed.startsWith('>') ? 'command' : typed.startsWith('#') ? 'element' : null;
  const wanted = plain((only ? typed.slice(1) : typed).trim());
  const groups = [...new Set(entries.map((entry) => entry.group))];
  const hits: (Hit & { rank: number; order: number })[] = [];
  entries.forEach((entry, order) => {
    if (only && entry.kind !== only) return;
    if (!wanted && entry.kind === 'element' && !only) return;
    const text = plain(entry.text);
    // Umlauts may change the length: marks are shown only where letters line up.
    const at = text.indexOf(wanted);
    if (at < 0) return;
    const rank = at === 0 ? 0 : /\W/.test(text[at - 1] ?? '') ? 1 : 2;
    hits.push({ entry, at: text.length === entry.text.length && wanted ? at : -1, length: wanted.length, rank, order });
  });
  return hits.sort((a, b) => groups.indexOf(a.entry.group) - groups.indexOf(b.entry.group) || a.rank - b.rank || a.order - b.order).slice(0, most)
    .map(({ entry, at, length }) => ({ entry, at, length }));
}
