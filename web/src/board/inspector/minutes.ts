/**
 * How long something takes, as people say it ("1 Std. 30 Min.", "6 Tage"), and as the board keeps it: whole minutes. Days are
 * days of the calendar, so only waiting is told in them; a day of work means eight hours to one and six to another. Pure.
 */

export type Part = 'days' | 'hours' | 'minutes';

/** Minutes of each part, the largest first. */
const PARTS: readonly (readonly [Part, number])[] = [['days', 1440], ['hours', 60], ['minutes', 1]];
/** German and English, as people shorten them; weeks are read, and told in days. */
const WORDS: readonly (readonly [RegExp, number])[] = [
  [/^(m|min|mins|minutes?|minuten?)$/, 1],
  [/^(h|hrs?|hours?|std|stdn?|stunden?)$/, 60],
  [/^(d|days?|t|tage?n?)$/, 1440],
  [/^(w|wks?|weeks?|wochen?)$/, 10_080],
];
/** About nineteen years. */
const MOST = 9_999_999;

/** Whole minutes as parts, the largest first; nothing at all is "0 minutes". */
export function parts(minutes: number, days: boolean): { part: Part; count: number }[] {
  let left = Math.round(minutes);
  const found: { part: Part; count: number }[] = [];
  for (const [part, size] of PARTS) {
    if (part === 'days' && !days) continue;
    const count = Math.floor(left / size);
    if (count > 0) found.push({ part, count });
    left -= count * size;
  }
  return found.length > 0 ? found : [{ part: 'minutes', count: 0 }];
}

/** "1.000" and "1,000" are a thousand, as we write them ourselves; "1,5" and "1.5" are one and a half. */
const plain = (number: string) => Number(/^\d{1,3}([.,]\d{3})+$/.test(number) ? number.replace(/[.,]/g, '') : number.replace(',', '.'));

/** Minutes; null: nothing was written; undefined: it cannot be read. A number alone is minutes. */
export function readMinutes(text: string, days: boolean): number | null | undefined {
  const written = text.trim().toLowerCase();
  if (!written) return null;
  let sum = 0;
  let end = 0;
  for (const match of written.matchAll(/\s*(?:,|und|and)?\s*(\d+(?:[.,]\d+)*)\s*([a-zäöü]*)\.?/gy)) {
    const [whole, number = '', word = ''] = match;
    const unit = word ? WORDS.find(([pattern]) => pattern.test(word))?.[1] : 1;
    if (!unit || (unit >= 1440 && !days) || (!word && (end > 0 || whole.length < written.length))) return undefined;
    sum += plain(number) * unit;
    end = match.index + whole.length;
  }
  const minutes = Math.round(sum);
  // "1.2.3" is no number, and so no more than anything.
  return end === written.length && minutes <= MOST ? minutes : undefined;
}
