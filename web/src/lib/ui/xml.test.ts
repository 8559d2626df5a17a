import { describe, expect, it } from 'vitest';
import { beginning, pieces } from './xml';

describe('xml', () => {
  it('tells tags, names, values and comments apart and loses nothing', () => {
    const text = '<?xml version="1.0"?>\n<!-- a > b -->\n<bpmn:task id="a" name=\'x > y\'>Text = "z"</bpmn:task>\n<a/>';
    const found = pieces(text);
    expect(found.map((one) => one.text).join('')).toBe(text);
    expect(found.filter((one) => one.kind === 'value').map((one) => one.text)).toEqual(['"a"', "'x > y'"]);
    expect(found.filter((one) => one.kind === 'name').map((one) => one.text)).toEqual(['id', 'name']);
    expect(found.filter((one) => one.kind === 'comment')).toHaveLength(2);
    expect(found.find((one) => one.text.includes('Text'))).toEqual({ kind: 'text', text: 'Text = "z"' });
  });
  it('loses nothing of what is not well-formed', () => {
    for (const text of ['<a b="', '<<>>', '<!-- x', 'a < b', '<a <b c=d>', '</']) expect(pieces(text).map((one) => one.text).join('')).toBe(text);
  });
  it('shows the beginning of a long file in whole lines', () => {
    expect(beginning('a\nb\nc', 2)).toEqual({ text: 'a\nb', all: false });
    expect(beginning('a\nb\n', 2)).toEqual({ text: 'a\nb', all: true });
    expect(beginning('a', 2)).toEqual({ text: 'a', all: true });
  });
});
