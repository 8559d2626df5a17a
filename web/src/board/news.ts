/**
 * What assistive technology hears of others: batched, so that a busy board does not talk all the time. One's own results
 * and refusals are said at once. The clock is handed in.
 */
import type { News } from '../lib/engine/contract';
import { named } from '../lib/words/kinds';
import { say, sayMaybe } from '../lib/words/words.svelte';

export type Said = { how: 'refused'; text: string } | { how: 'own'; text: string } | { how: 'others'; text: string };

const clean = (params: Record<string, string>): Record<string, string | number> =>
  Object.fromEntries(Object.entries(params).map(([key, value]) => [key, /^\d+$/.test(value) ? Number(value) : value.replaceAll('\u00AD', '').replace(/\s+/g, ' ').trim() || say('untitled')]));

/** What kind of news a code is, in words. Unknown codes of others say only that something changed. */
export function words(news: News): Said {
  const { kind, label, holder } = news.params;
  const args = { ...clean(news.params), ...(holder === '' ? { holder: say('lock-somebody') } : {}), ...(kind === undefined ? {} : { name: named(kind, label ?? '') }) };
  if (news.code.startsWith('why-')) return { how: 'refused', text: sayMaybe(news.code, args) ?? news.code };
  const refusal = sayMaybe(`refusal-${news.code}`, args);
  if (refusal) return { how: 'refused', text: refusal };
  if (news.code.startsWith('news-remote-')) return { how: 'others', text: sayMaybe(news.code, args) ?? say('news-unknown') };
  if (news.code.startsWith('news-')) return { how: 'own', text: sayMaybe(news.code, args) ?? say('news-unknown') };
  return { how: 'others', text: say('news-unknown') };
}

/** Collects sentences and gives them out together; the same sentence once, and not more than a few. */
export class Batch {
  private waiting: string[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly speak: (text: string) => void, private readonly every = 5000, private readonly most = 4) {}

  add(text: string): void {
    this.waiting.push(text);
    this.timer ??= setTimeout(() => { this.flush(); }, this.every);
  }

  flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const all = [...new Set(this.waiting)];
    this.waiting = [];
    if (all.length === 0) return;
    const rest = all.length - this.most;
    this.speak(all.slice(0, this.most).join('. ') + (rest > 0 ? ` ${say('news-more', { count: rest })}` : ''));
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}
