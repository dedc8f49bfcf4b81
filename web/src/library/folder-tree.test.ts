import { expect, test } from 'vitest';
import type { Folder } from '../api/client.ts';
import { buildTree, createLiesWithin, listBranches, nameWay } from './folder-tree.ts';

const folder = (id: string, parent_id: string | null, name: string, recordings: number): Folder => ({
  ...{ id, parent_id, name, recordings },
});
const folders = [
  folder('c', 'b', 'Ноябрь', 3),
  folder('b', 'a', '2026', 1),
  folder('a', null, 'Работа', 0),
  folder('d', null, '10', 5),
  folder('e', null, '9', 0),
];

test('folders lie in one another, by name as people count, with all that is in them', () => {
  const lines = listBranches(buildTree(folders, 'ru')).map(
    ({ folder: { name }, level, recordings }) => `${level} ${name} ${recordings}`,
  );
  expect(lines).toEqual(['0 9 0', '0 10 5', '0 Работа 4', '1 2026 4', '2 Ноябрь 3']);
});

test('what lies within what, and the way there', () => {
  const liesWithin = createLiesWithin(folders);
  expect([liesWithin('c', 'a'), liesWithin('a', 'a'), liesWithin('a', 'c'), liesWithin('x', 'a')]).toEqual([
    ...[true, true, false, false],
  ]);
  expect(nameWay(folders, 'c')).toEqual(['Работа', '2026', 'Ноябрь']);
});

test('a circle, which the server never makes, ends', () => {
  const circle = [folder('a', 'b', 'a', 0), folder('b', 'a', 'b', 0)];
  expect(createLiesWithin(circle)('a', 'z')).toBe(false);
  expect(nameWay(circle, 'a').length).toBeLessThanOrEqual(2);
});
