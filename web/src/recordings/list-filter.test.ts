import { expect, test } from 'vitest';
import type { Recording } from '../api/client.ts';
import { createLiesWithin } from '../library/folder-tree.ts';
import { comesBefore, fitsFilter, type ListFilter, readListFilter, writeListQuery } from './list-filter.ts';

const folder = 'f0000000-0000-7000-8000-000000000001';
const below = 'f0000000-0000-7000-8000-000000000002';
const liesWithin = createLiesWithin([
  { id: folder, parent_id: null },
  { id: below, parent_id: folder },
]);
const talk = {
  id: 'b',
  state: 'succeeded',
  file_name: 'Планёрка 100%.wav',
  created_at: new Date(2026, 4, 31, 23, 30).toISOString(),
  folder_id: below,
  tags: ['важное'],
} as unknown as Recording;

test.each<[ListFilter, boolean]>([
  [{}, true],
  [{ state: 'succeeded' }, true],
  [{ state: 'failed' }, false],
  [{ folder: below }, true],
  [{ folder }, true],
  [{ folder: 'none' }, false],
  [{ folder: 'f0000000-0000-7000-8000-000000000003' }, false],
  [{ tag: 'важное' }, true],
  [{ tag: 'Важное' }, false],
  [{ name: 'ПЛАНЁРКА 1' }, true],
  [{ name: '%w' }, false],
  [{ from: '2026-05-31', to: '2026-05-31' }, true],
  [{ from: '2026-06-01' }, false],
  [{ to: '2026-05-30' }, false],
  [{ state: 'succeeded', tag: 'важное', name: 'wav', folder, sort: 'name' }, true],
])('a recording in a list of %j: %s', (filter, fits) => {
  expect(fitsFilter(talk, filter, liesWithin)).toBe(fits);
});

test('a recording in no folder is in the list of those', () => {
  expect(fitsFilter({ ...talk, folder_id: null }, { folder: 'none' }, liesWithin)).toBe(true);
  expect(fitsFilter({ ...talk, folder_id: null }, { folder }, liesWithin)).toBe(false);
});

test.each([
  [
    { state: 'failed', sort: 'name', folder },
    { state: 'failed', sort: 'name', folder },
  ],
  [
    { tag: 2026, name: true, from: '2026-05-01' },
    { tag: '2026', name: 'true', from: '2026-05-01' },
  ],
  [{ state: 'done', sort: 'newest', folder: '../etc', tag: '', name: 'x'.repeat(301) }, {}],
  [{ from: '2026-13-01', to: '31.05.2026', name: ['a'], tag: { a: 1 }, other: 'x' }, {}],
])('an address %j asks for %j', (search, filter) => {
  expect(readListFilter(search)).toEqual(filter);
});

test('days are asked for from their midnight here to the next', () => {
  expect(writeListQuery({ tag: 'a', from: '2026-05-31', to: '2026-05-31' })).toEqual({
    tag: 'a',
    from: new Date(2026, 4, 31).toISOString(),
    to: new Date(2026, 5, 1).toISOString(),
  });
});

test.each<[ListFilter['sort'], string]>([
  [undefined, 'later one two'],
  ['oldest', 'one two later'],
  ['name', 'later one two'],
])('the order %s', (sort, order) => {
  const make = (id: string, file_name: string, time: string) =>
    ({ id, file_name, created_at: time }) as Recording;
  const all = [
    make(sort === undefined ? '1' : '2', 'two', '2026-01-01T00:00:00.000Z'),
    make('3', 'later', '2026-01-02T00:00:00.000Z'),
    make(sort === undefined ? '2' : '1', 'one', '2026-01-01T00:00:00.000Z'),
  ];
  const sorted = all.toSorted((one, other) => (comesBefore(one, other, sort) ? -1 : 1));
  expect(sorted.map((one) => one.file_name).join(' ')).toBe(order);
});
