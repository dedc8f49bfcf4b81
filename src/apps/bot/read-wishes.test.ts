import { expect, test } from 'vitest';
import { readWishes } from './read-wishes.ts';

test.each([
  ['', {}, {}],
  ['/speakers', {}, { diarize: true }],
  ['/speakers@efir_bot German', {}, { diarize: true, language: 'de' }],
  ['русский', {}, { language: 'ru' }],
  ['', { spoken: 'ru', diarize: true }, { language: 'ru', diarize: true }],
  ['english', { spoken: 'ru' }, { language: 'en' }],
  ['auto', { spoken: 'ru' }, {}],
  ['no', { spoken: 'ru' }, { language: 'ru' }],
  ['it was such a nice day and we all said english things', {}, {}],
  ['@efir_bot', {}, {}],
])('%j with %j is %j', (caption, settings, wishes) => {
  expect(readWishes(settings, caption)).toEqual(wishes);
});
