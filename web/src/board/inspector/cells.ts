/** Cells of decision tables as people type them, and as FEEL wants them. Pure; what cannot be told stays as it was typed. */
import type { ColumnType } from '../../lib/engine/contract';

export const COLUMN_TYPES: readonly ColumnType[] = ['text', 'number', 'boolean', 'date'];
export const POLICIES = ['unique', 'first', 'any', 'collect', 'rule-order'] as const;
/** What becomes of all answers; empty: a list. */
export const AGGREGATIONS = ['', 'sum', 'min', 'max', 'count'] as const;

const WORDS = /^[^"()<>[\]=,;]+$/;
const DAY = /(?<!")\b(\d{4}-\d{2}-\d{2})\b(?!")/g;

/** Each part of a list, and of one in `not(…)`. */
function list(text: string, part: (text: string) => string): string {
  const found = /^(not\()?([^()]*)(\)?)$/.exec(text);
  return found ? `${found[1] ?? ''}${(found[2] ?? '').split(',').map(part).join(', ')}${found[3] ?? ''}` : text;
}

/** `input`: a test, which may be a list; else an answer. */
export function asFeel(text: string, type: ColumnType, input: boolean, words: { yes: string; no: string }): string {
  const bare = text.trim();
  if (bare === '' || bare === '-') return '';
  const quoted = (part: string) => {
    const one = part.trim();
    return WORDS.test(one) && !(input && one === '-') ? `"${one.replaceAll('\\', '')}"` : one;
  };
  switch (type) {
    case 'text':
      if (!input) return quoted(bare);
      return bare.includes('"') ? bare : list(bare, quoted);
    case 'number': return input ? bare : bare.replace(/^(-?\d+),(\d+)$/, '$1.$2');
    case 'boolean': {
      const lower = bare.toLowerCase();
      return lower === words.yes.toLowerCase() ? 'true' : lower === words.no.toLowerCase() ? 'false' : bare;
    }
    case 'date': return bare.replaceAll(DAY, 'date("$1")');
  }
}
