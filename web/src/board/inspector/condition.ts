/**
 * Conditions in plain words: one detail of the case, a comparison, a value. "yes" and "no" stand for true and false.
 * Anything richer stays an expression. Pure; the words for yes and no are handed in.
 */
export type Operator = '==' | '!=' | '>' | '>=' | '<' | '<=';
export const OPERATORS: readonly Operator[] = ['==', '!=', '>', '>=', '<', '<='];
export interface Condition { variable: string; operator: Operator; value: string }
export interface YesNo { yes: string; no: string }

const PLAIN = /^\s*([A-Za-z_][\w.]*)\s*(==|!=|>=|<=|>|<)\s*(true|false|-?\d+(?:\.\d+)?|"[^"\\]*"|'[^'\\]*')\s*$/;

/** `null`: not sayable in these words. An expression around it (`${…}`) is taken off. */
export function readCondition(expression: string, words: YesNo): Condition | null {
  const bare = expression.trim().replace(/^\$\{([^{}]*)\}$/, '$1');
  const found = PLAIN.exec(bare);
  if (!found) return null;
  const raw = found[3] ?? '';
  const value = raw === 'true' ? words.yes : raw === 'false' ? words.no : raw.replace(/^(["'])(.*)\1$/, '$2');
  return { variable: found[1] ?? '', operator: (found[2] ?? '==') as Operator, value };
}

/** The expression, or '' while something is missing. */
export function writeCondition(condition: Condition, words: YesNo): string {
  const variable = toVariable(condition.variable);
  const value = condition.value.trim();
  if (!variable || !value) return '';
  const lower = value.toLowerCase();
  if (lower === words.yes.toLowerCase() || lower === 'true') return `${variable} ${condition.operator} true`;
  if (lower === words.no.toLowerCase() || lower === 'false') return `${variable} ${condition.operator} false`;
  const number = value.replace(',', '.');
  if (/^-?\d+(\.\d+)?$/.test(number)) return `${variable} ${condition.operator} ${number}`;
  return `${variable} ${condition.operator} "${value.replaceAll('"', '').replaceAll('\\', '')}"`;
}

const UMLAUTS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' };

/** A name that engines accept: "Angaben vollständig" → `angabenVollstaendig`. */
export function toVariable(text: string): string {
  const plain = text.trim().replace(/[äöüßÄÖÜ]/g, (letter) => UMLAUTS[letter] ?? letter).normalize('NFD').replace(/[\u0300-\u036F]/g, '');
  if (/^[A-Za-z_][\w.]*$/.test(plain)) return plain;
  const words = plain.split(/[^A-Za-z0-9_]+/).filter(Boolean);
  const joined = words.map((word, i) => (i === 0 ? word.charAt(0).toLowerCase() + word.slice(1) : word.charAt(0).toUpperCase() + word.slice(1))).join('');
  return /^[0-9]/.test(joined) ? `_${joined}` : joined;
}
