import type { QueueHistory } from './queries.ts';

type Point = QueueHistory['points'][number];

/** A picture of the depth of the queue, in pixels of a frame. */
export interface DepthPicture {
  /** A path for each stretch in which somebody counted: where nobody did, there is a gap. */
  readonly waiting: readonly string[];
  readonly running: readonly string[];
  /** What stands for the upper edge, and round marks below it. */
  readonly top: number;
  readonly marks: readonly number[];
  readonly x: (time: number) => number;
  readonly y: (count: number) => number;
}

interface Frame {
  readonly width: number;
  readonly height: number;
  /** Milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** Lays points out over a span of time; `waiting` are areas, `running` are lines. */
export function layOutDepth({ minutes, points }: QueueHistory, frame: Frame): DepthPicture {
  const { from, height, to, width } = frame;
  const { marks, top } = chooseMarks(
    Math.max(1, ...points.flatMap(({ running, waiting }) => [running, waiting])),
  );
  const x = (time: number) => round((width * (time - from)) / (to - from));
  const y = (count: number) => round(height - (height * count) / top);
  const stretches = divide(points, minutes * 60_000 * 1.5);
  const draw = (stretch: readonly Point[], read: (point: Point) => number) =>
    stretch.map((point) => `${x(Date.parse(point.at))} ${y(read(point))}`).join('L');
  return {
    ...{ top, marks, x, y },
    waiting: stretches.map((stretch) => {
      const [first, last] = [stretch[0], stretch.at(-1)];
      const [begin, end] = [x(Date.parse(first?.at ?? '')), x(Date.parse(last?.at ?? ''))];
      return `M${begin} ${height}L${draw(stretch, (point) => point.waiting)}L${end} ${height}Z`;
    }),
    running: stretches.map((stretch) => `M${draw(stretch, (point) => point.running)}`),
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Whole stretches of points that follow each other. */
function divide(points: readonly Point[], mostApart: number): Point[][] {
  const stretches: Point[][] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    const at = Date.parse(point.at);
    if (at - before > mostApart) stretches.push([]);
    stretches.at(-1)?.push(point);
    before = at;
  }
  return stretches;
}

/** Round numbers from 0 up, four steps at most, with the deepest below the last. */
function chooseMarks(deepest: number): { top: number; marks: number[] } {
  const size = 10 ** Math.floor(Math.log10(deepest / 4));
  const step = Math.max(
    1,
    [1, 2, 2.5, 5, 10].map((factor) => factor * size).find((one) => one * 4 >= deepest) ?? 1,
  );
  const whole = Math.ceil(step);
  const count = Math.max(1, Math.ceil(deepest / whole));
  return { top: count * whole, marks: Array.from({ length: count + 1 }, (_, place) => place * whole) };
}
