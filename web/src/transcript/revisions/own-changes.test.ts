import { expect, test } from 'vitest';
import { addChange, dropChange, moveBack, moveForth, noChanges } from './own-changes.ts';

test('changes are undone from the newest on and made again in their order', () => {
  let own = addChange(addChange(noChanges, 2), 3);
  own = moveBack(moveBack(own, 3, 4), 2, 5);
  expect(own).toEqual({ done: [], undone: [4, 5] });
  own = moveForth(own, 5, 6);
  expect(own).toEqual({ done: [6], undone: [4] });
  expect(addChange(own, 9)).toEqual({ done: [6, 9], undone: [] });
  expect(addChange(own, 6)).toEqual({ done: [6], undone: [] });
  expect(dropChange(own, 4)).toEqual({ done: [6], undone: [] });
});

test('of very many the oldest are let go', () => {
  let own = noChanges;
  for (let version = 2; version < 500; version += 1) own = addChange(own, version);
  expect(own.done).toHaveLength(200);
  expect(own.done.at(-1)).toBe(499);
});
