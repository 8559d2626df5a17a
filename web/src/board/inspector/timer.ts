/**
 * Times in plain words and as ISO 8601: "14 days" and `P14D`, "every week, 3 times" and `R3/P1W`, a day with a time.
 * What cannot be said in these words (expressions, compound durations) stays as it is. Pure.
 */
export type Unit = 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years';
export const UNITS: readonly Unit[] = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'];
export type TimerKind = 'date' | 'duration' | 'cycle';

export interface Span { value: number; unit: Unit }
export type Timer =
  | { kind: 'duration'; span: Span }
  | { kind: 'cycle'; times: number | null; span: Span }
  | { kind: 'date'; day: string; time: string }
  | { kind: TimerKind; expression: string };

const DATE_LETTERS: Record<string, Unit> = { Y: 'years', M: 'months', W: 'weeks', D: 'days' };
const TIME_LETTERS: Record<string, Unit> = { H: 'hours', M: 'minutes' };

function readSpan(text: string): Span | null {
  const date = /^P(\d{1,6})([YMWD])$/.exec(text);
  if (date) return { value: Number(date[1]), unit: DATE_LETTERS[date[2] ?? ''] ?? 'days' };
  const time = /^PT(\d{1,6})([HM])$/.exec(text);
  if (time) return { value: Number(time[1]), unit: TIME_LETTERS[time[2] ?? ''] ?? 'hours' };
  return null;
}

export function writeSpan(span: Span): string {
  const letter = { minutes: 'M', hours: 'H', days: 'D', weeks: 'W', months: 'M', years: 'Y' }[span.unit];
  const time = span.unit === 'minutes' || span.unit === 'hours';
  return `P${time ? 'T' : ''}${String(span.value)}${letter}`;
}

/** Reads the two properties; `null` if nothing was said yet. */
export function readTimer(kind: string, value: string): Timer | null {
  const text = value.trim();
  if (text === '') return null;
  const known: TimerKind = kind === 'date' || kind === 'cycle' ? kind : 'duration';
  if (known === 'duration') {
    const span = readSpan(text);
    if (span) return { kind: known, span };
  } else if (known === 'cycle') {
    const cycle = /^R(\d{0,6})\/(P.+)$/.exec(text);
    const span = cycle ? readSpan(cycle[2] ?? '') : null;
    if (cycle && span) return { kind: known, times: cycle[1] ? Number(cycle[1]) : null, span };
  } else {
    const date = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::00)?$/.exec(text);
    if (date) return { kind: known, day: date[1] ?? '', time: date[2] ?? '' };
  }
  return { kind: known, expression: text };
}

export function writeTimer(timer: Timer): string {
  if ('expression' in timer) return timer.expression.trim();
  switch (timer.kind) {
    case 'duration': return writeSpan(timer.span);
    case 'cycle': return `R${timer.times === null ? '' : String(timer.times)}/${writeSpan(timer.span)}`;
    case 'date': return timer.day === '' ? '' : `${timer.day}T${timer.time || '08:00'}:00`;
  }
}
