import { describe, expect, it } from 'vitest';
import { goesToBoard, type Place, type Pressed } from './keys';

const pressed = (key: string, held = ''): Pressed => ({ key, ctrlKey: held.includes('c'), metaKey: held.includes('m'), shiftKey: held.includes('s'), altKey: held.includes('a') });

describe('keys of the board', () => {
  it.each<[string, string, Place, boolean]>([
    ['Enter', '', 'canvas', true], ['Enter', '', 'chrome', false], ['Enter', 'c', 'chrome', true], ['n', '', 'chrome', true], ['?', 's', 'chrome', true], ['z', 'c', 'chrome', true],
    ['ArrowDown', '', 'chrome', false], ['Tab', '', 'chrome', false], ['Delete', '', 'chrome', false], ['F10', 's', 'chrome', false], ['F6', '', 'chrome', true],
    ['z', 'c', 'text', false], ['n', '', 'text', false], ['k', 'c', 'text', true], ['K', 'm', 'text', true], ['s', 'c', 'text', true], ['F6', '', 'text', true],
  ])('%s %s in %s', (key, held, place, expected) => { expect(goesToBoard(pressed(key, held), place)).toBe(expected); });
});
