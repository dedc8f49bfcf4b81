import { expect, test } from 'vitest';
import { describeLanguages } from './describe-languages.ts';

const text = (id: string, args?: object) => `${id} ${JSON.stringify(args)}`;

test('names a few languages, counts many, and bears what is no code', () => {
  expect(describeLanguages(['en', 'ru'], 'en', text)).toBe('English, Russian');
  expect(describeLanguages(['en'], 'ru', text)).toBe('английский');
  expect(describeLanguages(['no code at all'], 'en', text)).toBe('no code at all');
  expect(describeLanguages(['en', 'ru', 'de', 'fr'], 'en', text)).toBe('web-languages-count {"count":4}');
  expect(describeLanguages(null, 'en', text)).toBeUndefined();
});
