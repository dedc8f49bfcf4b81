import { expect, test } from 'vitest';
import { isStroke, nameStroke, type Pressed } from './strokes.ts';

const press = (key: string, code: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  code,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});
const shift = { shiftKey: true };
const matches = (pressed: Pressed, stroke: string) =>
  isStroke(pressed, stroke, 'sign') || isStroke(pressed, stroke, 'place');

test.each([
  ['in English', press('g', 'KeyG'), 'g', true],
  ['in Russian', press('п', 'KeyG'), 'g', true],
  ['with capitals locked', press('G', 'KeyG'), 'g', true],
  ['in French, by what is written on it', press('a', 'KeyQ'), 'a', true],
  ['in French, not by where it lies', press('a', 'KeyQ'), 'q', false],
  ['with Shift where none is meant', press('D', 'KeyD', shift), 'd', false],
  ['with Shift', press('В', 'KeyD', shift), 'Shift+d', true],
  ['with Ctrl, which is for the browser', press('g', 'KeyG', { ctrlKey: true }), 'g', false],
  ['with Ctrl', press('л', 'KeyK', { ctrlKey: true }), 'Mod+k', true],
  ['with Command', press('k', 'KeyK', { metaKey: true }), 'Mod+k', true],
  ['with Alt beside', press('k', 'KeyK', { ctrlKey: true, altKey: true }), 'Mod+k', false],
])('a letter %s', (_where, pressed, stroke, is) => {
  expect(matches(pressed, stroke)).toBe(is);
});

test.each([
  ['? in English', press('?', 'Slash', shift), '?', true],
  ['? in Russian, where English has it', press(',', 'Slash', shift), '?', true],
  ['? in Russian, where it is written', press('?', 'Digit7', shift), '?', true],
  ['? in German', press('?', 'Minus', shift), '?', true],
  ['/ is not ?', press('/', 'Slash'), '?', false],
  ['/ in Russian', press('.', 'Slash'), '/', true],
  ['< in Russian', press('Б', 'Comma', shift), '<', true],
  ['an arrow', press('ArrowLeft', 'ArrowLeft'), 'ArrowLeft', true],
  ['an arrow with Shift', press('ArrowLeft', 'ArrowLeft', shift), 'ArrowLeft', false],
  ['Space', press(' ', 'Space'), 'Space', true],
])('a sign: %s', (_which, pressed, stroke, is) => {
  expect(matches(pressed, stroke)).toBe(is);
});

test('what the layout writes goes before where the key lies', () => {
  const russian = press('?', 'Digit7', shift);
  expect(isStroke(russian, '?', 'sign')).toBe(true);
  expect(isStroke(press('.', 'Slash'), '.', 'sign')).toBe(true);
  expect(isStroke(press('.', 'Slash'), '/', 'sign')).toBe(false);
});

test('strokes are named as they stand on the keys', () => {
  expect(nameStroke('Mod+k', false)).toEqual(['Ctrl', 'K']);
  expect(nameStroke('Mod+k', true)).toEqual(['⌘', 'K']);
  expect(nameStroke('Shift+ArrowLeft', false)).toEqual(['Shift', '←']);
  expect(nameStroke('?', false)).toEqual(['?']);
});
