import { describe, expect, it } from 'vitest';
import { readCondition, toVariable, writeCondition } from './condition';
import { parts, readMinutes } from './minutes';
import { ANSWERS, questions, technical } from './questions';
import { readTimer, writeTimer } from './timer';

const asks = (kind: string) => questions(kind).map((question) => (question.ask === 'text' ? question.property : question.ask === 'definition' ? question.of : question.ask));
const words = { yes: 'ja', no: 'nein' };

describe('questions', () => {
  it.each([
    ['task.user', 'what who form next work documentation'], ['task.service', 'what who topic next work documentation'],
    ['task.rule', 'what who decision result next work documentation'], ['task.send', 'what who topic message next work documentation'],
    ['gateway.exclusive', 'what exits who documentation'], ['event.start.none', 'what form who next documentation'],
    ['event.catch.timer', 'what timer who next documentation'], ['event.boundary.timer', 'what timer interrupting next documentation'],
    ['event.boundary.error', 'what error next documentation'], ['event.end.error', 'what error who documentation'], ['event.end.message', 'what message topic who documentation'],
    ['flow.sequence', 'name condition ends documentation'], ['lane', 'name groups colour documentation'], ['note', 'colour promote'], ['call', 'what who called next documentation'],
    ['something.new', ''],
  ])('%s', (kind, expected) => { expect(asks(kind).join(' ')).toBe(expected); });

  it('asks for nothing twice', () => {
    for (const kind of ['task.user', 'task.send', 'event.end.message', 'task.script']) expect(new Set(asks(kind)).size).toBe(asks(kind).length);
  });

  it('has the engine attributes folded', () => {
    expect(technical('task.user').map((field) => field.property)).toEqual(['assignee', 'groups', 'form', 'form-ref']);
    expect(technical('note')).toEqual([]);
  });

  it('leads from a gap to the question that fills it', () => {
    expect(asks('task.user')).toContain(ANSWERS['task.missing-form']);
    expect(asks('task.service')).toContain(ANSWERS['task.missing-service']);
    expect(asks('flow.sequence')).toContain(ANSWERS['flow.missing-condition']);
    expect(asks('event.catch.timer')).toContain(ANSWERS['event.missing-timer']);
  });
});

describe('times', () => {
  it.each([
    ['duration', 'P14D'], ['duration', 'PT30M'], ['duration', 'P2W'], ['duration', 'P1M'], ['cycle', 'R/P1D'], ['cycle', 'R3/PT12H'], ['date', '2027-01-01T08:00:00'],
    ['duration', 'P1DT12H'], ['date', '${antragsdatum}'], ['cycle', '0 0 8 * * ?'],
  ])('%s %s comes back as it was', (kind, value) => {
    const timer = readTimer(kind, value);
    expect(timer && writeTimer(timer)).toBe(value);
  });
  it('reads words out of it', () => {
    expect(readTimer('duration', 'P14D')).toEqual({ kind: 'duration', span: { value: 14, unit: 'days' } });
    expect(readTimer('duration', 'PT5M')).toEqual({ kind: 'duration', span: { value: 5, unit: 'minutes' } });
    expect(readTimer('cycle', 'R/P1M')).toEqual({ kind: 'cycle', times: null, span: { value: 1, unit: 'months' } });
    expect(readTimer('duration', 'tomorrow')).toEqual({ kind: 'duration', expression: 'tomorrow' });
    expect(readTimer('duration', '  ')).toBeNull();
  });
});

describe('minutes', () => {
  it.each<[string, boolean, number | null | undefined]>([
    ['20', false, 20], ['20 Min.', false, 20], ['1,5 Std.', false, 90], ['1.5 h', true, 90], ['1 Std. 30 Min.', false, 90], ['1 Stunde und 30 Minuten', false, 90], ['6 Tage', true, 8640], ['1 day, 2 hours', true, 1560],
    ['2 Wochen', true, 20_160], ['1.000 Tage', true, 1_440_000], ['0', true, 0], ['', true, null], ['  ', false, null],
    ['6 Tage', false, undefined], ['bald', true, undefined], ['-5', true, undefined], ['1 Std. 30', true, undefined], ['5 5', true, undefined], ['1.2.3 h', true, undefined], ['20 Minutenx', true, undefined], ['9'.repeat(400), true, undefined],
  ])('reads %s', (text, days, minutes) => { expect(readMinutes(text, days)).toBe(minutes); });
  it.each<[number, boolean, string]>([[20, false, '20 minutes'], [90, false, '1 hours 30 minutes'], [8640, true, '6 days'], [8640, false, '144 hours'], [1501, true, '1 days 1 hours 1 minutes'], [0, true, '0 minutes']])(
    'writes %s', (minutes, days, text) => { expect(parts(minutes, days).map(({ part, count }) => `${String(count)} ${part}`).join(' ')).toBe(text); });
});

describe('conditions', () => {
  it.each([
    ['complete == true', 'complete', '==', 'ja'], ['amount>=100', 'amount', '>=', '100'], ['${art == "neu"}', 'art', '==', 'neu'], ["status != 'offen'", 'status', '!=', 'offen'],
  ])('%s', (expression, variable, operator, value) => { expect(readCondition(expression, words)).toEqual({ variable, operator, value }); });
  it.each(['a && b', 'complete', 'x == y', 'x == "a\\"b"'])('%s stays an expression', (expression) => { expect(readCondition(expression, words)).toBeNull(); });
  it.each([
    ['Angaben vollständig', '==', 'Ja', 'angabenVollstaendig == true'], ['betrag', '>', '12,50', 'betrag > 12.50'], ['art', '==', 'neu "x"', 'art == "neu x"'], ['art', '==', ' ', ''],
  ] as const)('writes %s %s %s', (variable, operator, value, expected) => { expect(writeCondition({ variable, operator, value }, words)).toBe(expected); });
  it('makes names that engines accept', () => {
    expect(toVariable('Fläche (m²)')).toBe('flaecheM');
    expect(toVariable('2. Mahnung')).toBe('_2Mahnung');
  });
});
