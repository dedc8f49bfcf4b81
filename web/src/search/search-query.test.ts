import { expect, test } from 'vitest';
import { readSearchQuery, writeSearchQuery } from './search-query.ts';

test.each([
  [{}, {}],
  [
    { q: 'ёлка', tag: 'план', folder: 'none' },
    { q: 'ёлка', tag: 'план', folder: 'none' },
  ],
  [{ q: 2026 }, { q: '2026' }],
  [{ q: false }, { q: 'false' }],
  [{ q: ['a'], folder: '../x', tag: {}, from: 'soon', to: '2026-13-40' }, {}],
  [
    { q: '', from: '2026-11-01', to: '2026-11-30' },
    { from: '2026-11-01', to: '2026-11-30' },
  ],
])('an address says what is looked for: %j', (address, query) => {
  expect(readSearchQuery(address)).toEqual(query);
});

test('words have an end', () => {
  expect(readSearchQuery({ q: 'x'.repeat(10_000_000) }).q).toHaveLength(500);
});

test('days are asked for from their beginning to their end', () => {
  const { from, to } = writeSearchQuery({ q: 'a', from: '2026-11-30', to: '2026-11-30' });
  expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(86_400_000);
  expect(new Date(from ?? '').getHours()).toBe(0);
  expect(writeSearchQuery({})).toEqual({ q: '' });
});
