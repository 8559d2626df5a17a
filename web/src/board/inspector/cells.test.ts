import { describe, expect, it } from 'vitest';
import { asFeel } from './cells';

const words = { yes: 'ja', no: 'nein' };

describe('cells', () => {
  it.each([
    ['neu', 'text', true, '"neu"'], ['neu, alt', 'text', true, '"neu", "alt"'], ['not(neu)', 'text', true, 'not("neu")'], ['"neu"', 'text', true, '"neu"'], ['-', 'text', true, ''],
    ['Antrag ablehnen', 'text', false, '"Antrag ablehnen"'], ['-', 'text', false, ''], ['f(x)', 'text', false, 'f(x)'],
    ['[1..5)', 'number', true, '[1..5)'], ['1,5', 'number', true, '1,5'], ['1,5', 'number', false, '1.5'], ['a * 2', 'number', false, 'a * 2'],
    ['Ja', 'boolean', true, 'true'], ['nein', 'boolean', false, 'false'], ['not(true)', 'boolean', true, 'not(true)'],
    ['< 2027-01-31', 'date', true, '< date("2027-01-31")'], ['date("2027-01-31")', 'date', true, 'date("2027-01-31")'],
  ] as const)('%s as %s (test: %s) is %s', (text, type, input, wanted) => { expect(asFeel(text, type, input, words)).toBe(wanted); });
});
