import { expect, test } from 'vitest';
import type { Recording } from '../api/client.ts';
import {
  changeInPages,
  createRows,
  dropFromPages,
  keepInPages,
  type Pages,
  type RecordingPage,
} from './list-pages.ts';
import { addRange, keepPresent, noSelection, selectAll, toggleOne } from './selection.ts';

/** Named by how many minutes ago it came. */
const make = (ago: number, more: Partial<Recording> = {}) =>
  ({
    id: `id-${String(ago).padStart(3, '0')}`,
    file_name: `talk ${ago}`,
    created_at: new Date(Date.UTC(2026, 0, 1) - ago * 60_000).toISOString(),
    ...more,
  }) as Recording;
const page = (agos: readonly number[], more = true): RecordingPage => ({
  recordings: agos.map((ago) => make(ago)),
  next_cursor: more ? 'next' : null,
});
const newest = { fits: true, sort: undefined };
const agosOf = (pages: Pages) =>
  pages.map(({ recordings }) => recordings.map(({ id }) => Number(id.slice(3))).join(' ')).join(' | ');

test('what is new comes where its order says, and every other page stays the same', () => {
  const pages = [page([10, 20]), page([30, 40]), page([50, 60])];
  const kept = keepInPages(pages, make(5), newest);
  expect(agosOf(kept)).toBe('5 10 20 | 30 40 | 50 60');
  expect(kept[1]).toBe(pages[1]);
  expect(agosOf(keepInPages(pages, make(25), newest))).toBe('10 20 | 25 30 40 | 50 60');
  expect(agosOf(keepInPages(pages, make(40, { file_name: 'x' }), newest))).toBe('10 20 | 30 40 | 50 60');
});

test('what lies behind the last page comes with its own, unless there is none', () => {
  const open = [page([10, 20])];
  expect(keepInPages(open, make(30), newest)).toBe(open);
  expect(agosOf(keepInPages([page([10, 20], false)], make(30), newest))).toBe('10 20 30');
  expect(agosOf(keepInPages([page([], false)], make(30), newest))).toBe('30');
  expect(agosOf(keepInPages([page([20, 10], false)], make(5), { fits: true, sort: 'oldest' }))).toBe(
    '20 10 5',
  );
});

test('what fits no more goes, and what never was there stays away', () => {
  const pages = [page([10, 20]), page([30, 40])];
  expect(agosOf(keepInPages(pages, make(30), { ...newest, fits: false }))).toBe('10 20 | 40');
  expect(keepInPages(pages, make(5), { ...newest, fits: false })).toBe(pages);
});

test('what has another name moves in a list by name', () => {
  const named = (name: string, ago: number) => make(ago, { file_name: name });
  const pages = [{ recordings: [named('a', 1), named('c', 2)], next_cursor: null }];
  const kept = keepInPages(pages, named('d', 1), { fits: true, sort: 'name' });
  expect(kept[0]?.recordings.map((one) => one.file_name)).toEqual(['c', 'd']);
});

test('changes and deletions touch the pages that they concern', () => {
  const pages = [page([10, 20]), page([30, 40])];
  expect(dropFromPages(pages, new Set(['id-999']))).toBe(pages);
  const dropped = dropFromPages(pages, new Set(['id-010', 'id-020']));
  expect(agosOf(dropped)).toBe(' | 30 40');
  expect(dropped[1]).toBe(pages[1]);
  const changed = changeInPages(pages, new Set(['id-040']), (one) => ({ ...one, processed: 7 }));
  expect(changed[0]).toBe(pages[0]);
  expect(changed[1]?.recordings.map((one) => one.processed)).toEqual([undefined, 7]);
  expect(changeInPages(pages, new Set(), (one) => one)).toBe(pages);
});

test('rows are found by their place over pages of any size', () => {
  const rows = createRows([page([1, 2, 3]), page([]), page([4]), page([5, 6])]);
  const found = Array.from({ length: 8 }, (_, place) => rows.at(place - 1)?.id);
  expect(found).toEqual([undefined, 'id-001', 'id-002', 'id-003', 'id-004', 'id-005', 'id-006', undefined]);
  expect([rows.length, rows.find('id-004'), rows.find('id-009')]).toEqual([6, 3, -1]);
  expect(createRows([]).at(0)).toBe(undefined);
});

test('a range goes from what was chosen last, in either direction', () => {
  const rows = createRows([page([1, 2, 3]), page([4, 5])]);
  const chosen = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort().join(' ');
  const one = toggleOne(noSelection, 'id-004');
  expect(chosen(addRange(one, rows, 'id-002'))).toBe('id-002 id-003 id-004');
  expect(chosen(addRange(addRange(one, rows, 'id-002'), rows, 'id-005'))).toBe('id-002 id-003 id-004 id-005');
  expect(chosen(addRange(noSelection, rows, 'id-002'))).toBe('id-002');
  expect(chosen(addRange(toggleOne(noSelection, 'id-gone'), rows, 'id-002'))).toBe('id-002 id-gone');
  expect(chosen(toggleOne(one, 'id-004'))).toBe('');
  expect(selectAll(rows).ids.size).toBe(5);
});

test('what left the list is chosen no more', () => {
  const all = selectAll(createRows([page([1, 2, 3])]));
  const rows = createRows([page([1, 3])]);
  expect([...keepPresent(all, rows).ids]).toEqual(['id-001', 'id-003']);
  const same = selectAll(rows);
  expect(keepPresent(same, rows)).toBe(same);
});
