/** How elements are named for assistive technology: "Step 'Check application', lane Clerk, 3 of 12; then: …". */
import type { MirrorItem, OutlineItem } from '../lib/engine/contract';
import { named, noun } from '../lib/words/kinds';
import { say } from '../lib/words/words.svelte';

const clean = (text: string) => text.replaceAll('\u00AD', '').replace(/\s+/g, ' ').trim();

export function spoken(item: MirrorItem): string {
  const parts = [named(item.kind, item.label)];
  if (item.lane) parts.push(say('mirror-lane', { lane: clean(item.lane) }));
  if (item.count > 1) parts.push(say('mirror-place', { index: item.index, count: item.count }));
  if (item.lock) parts.push(item.lock.mine ? say('lock-mine') : say('lock-held', { name: item.lock.name || say('lock-somebody') }));
  if (item.selected) parts.push(say('mirror-selected'));
  const next = item.next.map((one) => {
    const name = clean(one.label) || noun(one.kind);
    return one.exit ? say('mirror-exit', { exit: clean(one.exit), name }) : name;
  });
  return parts.join(', ') + (next.length > 0 ? `; ${say('mirror-then', { next: next.join('; ') })}` : '');
}

/** One line of text for lists: the label, or the kind in words. */
export function title(item: Pick<OutlineItem, 'kind' | 'label'>): string {
  return clean(item.label) || `${noun(item.kind)}, ${say('untitled')}`;
}
