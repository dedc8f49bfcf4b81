export interface WordEdits {
  readonly substitutions: number;
  readonly deletions: number;
  readonly insertions: number;
}

/**
 * The fewest changes that make `heard` of `reference`, in words; of several ways the one with the most substitutions,
 * as scoring tools have it. Looks at a band around the diagonal that is doubled until it is wide enough, so that the
 * work grows with length times errors, and the memory with the width of the band.
 */
export function* countWordEdits(
  reference: readonly string[],
  heard: readonly string[],
): Generator<void, WordEdits, void> {
  const numbers = new Map<string, number>();
  const number = (word: string) => {
    const known = numbers.get(word) ?? numbers.size;
    numbers.set(word, known);
    return known;
  };
  const left = Int32Array.from(reference, number);
  const right = Int32Array.from(heard, number);
  for (let width = Math.abs(left.length - right.length) + 64; ; width *= 2) {
    const edits = yield* countWithin(left, right, width);
    // Within a band of this width no way of fewer changes is missed.
    if (edits.changes <= width || width > left.length + right.length) return tell(edits, left, right);
  }
}

/** A cell's value: changes, and of equals the one with more substitutions is the less. */
const change = 2 ** 22;
const none = Number.POSITIVE_INFINITY;

interface Counted {
  readonly changes: number;
  readonly substitutions: number;
}

function* countWithin(left: Int32Array, right: Int32Array, width: number): Generator<void, Counted, void> {
  // Cell `place` of row i is column i + place - width; one more at the end is never filled.
  const row = new Float64Array(2 * width + 2).fill(none);
  for (let column = 0; column <= Math.min(width, right.length); column++) {
    row[width + column] = column * change;
  }
  for (let i = 1; i <= left.length; i++) {
    fillRow(row, { i, width, left, right });
    if (i % 64 === 0) yield;
  }
  const value = row[right.length - left.length + width] ?? none;
  const changes = Math.ceil(value / change);
  return { changes, substitutions: changes * change - value };
}

interface Row {
  readonly i: number;
  readonly width: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** Turns row i - 1 into row i, in place. */
function fillRow(row: Float64Array, { i, left, right, width }: Row): void {
  const word = left[i - 1];
  const last = Math.min(2 * width, right.length - i + width);
  let before = none;
  for (let place = Math.max(0, width - i); place <= last; place++) {
    const column = i + place - width;
    const diagonal = column === 0 ? none : (row[place] as number);
    const matched = right[column - 1] === word ? diagonal : diagonal + change - 1;
    before = Math.min(matched, (row[place + 1] as number) + change, before + change);
    row[place] = before;
  }
  row[last + 1] = none;
}

/** Insertions less deletions is what the lengths differ by. */
function tell({ changes, substitutions }: Counted, left: Int32Array, right: Int32Array): WordEdits {
  const others = changes - substitutions;
  const insertions = (others + right.length - left.length) / 2;
  return { substitutions, insertions, deletions: others - insertions };
}
