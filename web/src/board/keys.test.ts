import { describe, expect, it } from 'vitest';
import type { CommandInfo } from '../lib/engine/contract';
import { commandOf, goesToBoard, isSingle, matches, type Pressed } from './keys';

const pressed = (key: string, code: string, held = ''): Pressed =>
  ({ key, code, ctrlKey: held.includes('c'), metaKey: held.includes('m'), shiftKey: held.includes('s'), altKey: held.includes('a') });

const command = (id: string, keys: string[], enabled = true): CommandInfo =>
  ({ id, keys, group: 'edit', icon: '', enabled, why: null, places: [], shell: false });

describe('keys', () => {
  it.each([
    ['Mod+Z', pressed('z', 'KeyY', 'c'), true], ['Mod+Z', pressed('Z', 'KeyZ', 'cs'), false], ['Mod+Shift+Z', pressed('Z', 'KeyZ', 'ms'), true],
    ['Shift+1', pressed('!', 'Digit1', 's'), true], ['Shift+1', pressed('1', 'Digit1'), false], ['?', pressed('?', 'Minus', 's'), true],
    ['Plus', pressed('+', 'BracketRight'), true], ['Mod+Plus', pressed('+', 'NumpadAdd', 'c'), true],
    ['Shift+ArrowLeft', pressed('ArrowLeft', 'ArrowLeft', 's'), true], ['ArrowLeft', pressed('ArrowLeft', 'ArrowLeft', 's'), false],
    ['N', pressed('n', 'KeyN'), true], ['N', pressed('n', 'KeyN', 'c'), false], ['Shift+F10', pressed('F10', 'F10', 's'), true],
  ])('%s matches what layouts report', (written, key, expected) => { expect(matches(written, key)).toBe(expected); });

  it.each([['N', true], ['?', true], ['Shift+1', true], ['Plus', true], ['Mod+Z', false], ['F2', false], ['Enter', false]])('%s is single: %s', (written, expected) => {
    expect(isSingle(written)).toBe(expected);
  });

  it('finds the first command that can be done', () => {
    const table = [command('connect-to', ['C'], false), command('tool-connect', ['C']), command('paste', ['Mod+V'])];
    expect(commandOf(table, pressed('c', 'KeyC'), true)?.id).toBe('tool-connect');
    expect(commandOf(table, pressed('c', 'KeyC'), false)).toBeUndefined();
    expect(commandOf(table, pressed('v', 'KeyV', 'c'), true)).toBeUndefined();
  });

  it('leaves buttons and fields their keys', () => {
    expect(goesToBoard(pressed('Enter', 'Enter'), 'chrome')).toBe(false);
    expect(goesToBoard(pressed('n', 'KeyN'), 'chrome')).toBe(true);
    expect(goesToBoard(pressed('z', 'KeyZ', 'c'), 'chrome')).toBe(true);
    expect(goesToBoard(pressed('z', 'KeyZ', 'c'), 'text')).toBe(false);
    expect(goesToBoard(pressed('k', 'KeyK', 'c'), 'text')).toBe(true);
    expect(goesToBoard(pressed('Enter', 'Enter'), 'canvas')).toBe(true);
  });
});
