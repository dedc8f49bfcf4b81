import { expect, test } from 'vitest';
import { layOutDepth } from './lay-out-depth.ts';

const minute = 60_000;
const point = (at: number, waiting: number, running: number) => ({
  at: new Date(at * minute).toISOString(),
  waiting,
  running,
});
const frame = { width: 100, height: 50, from: 0, to: 10 * minute };

test('areas and lines stand where time and depth say', () => {
  const picture = layOutDepth(
    { minutes: 5, points: [point(0, 0, 1), point(5, 4, 2), point(10, 2, 0)] },
    frame,
  );
  expect(picture.waiting).toEqual(['M0 50L0 50L50 0L100 25L100 50Z']);
  expect(picture.running).toEqual(['M0 37.5L50 25L100 50']);
  expect(picture.marks).toEqual([0, 1, 2, 3, 4]);
});

test('where nobody counted there is a gap, no line over it', () => {
  const picture = layOutDepth(
    { minutes: 1, points: [point(0, 1, 1), point(1, 1, 1), point(8, 1, 1)] },
    frame,
  );
  expect(picture.running).toHaveLength(2);
});

test.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [10, [0, 3, 6, 9, 12]],
  [97, [0, 25, 50, 75, 100]],
  [100_000, [0, 25_000, 50_000, 75_000, 100_000]],
])('a depth of %i has the marks %j', (depth, marks) => {
  const picture = layOutDepth({ minutes: 1, points: [point(1, depth, 0)] }, frame);
  expect(picture.marks).toEqual(marks);
  expect(picture.top).toBeGreaterThanOrEqual(depth);
});

test('nothing counted is an empty picture', () => {
  expect(layOutDepth({ minutes: 1, points: [] }, frame)).toMatchObject({ waiting: [], running: [], top: 1 });
});
