/**
 * The fewest changes that make one row of letters of another, 32 letters of the reference at a time (Myers 1999, in
 * Hyyrö's form for long patterns): an hour of letters takes a hundred million steps in place of three billion, and
 * memory for one column.
 */
export function* countLetterEdits(
  reference: readonly number[],
  heard: readonly number[],
): Generator<void, number, void> {
  const blocks = Math.ceil(reference.length / 32);
  if (blocks === 0) return heard.length;
  const places = findPlaces(reference, blocks);
  const nowhere = new Int32Array(blocks);
  const column = { up: new Int32Array(blocks).fill(-1), down: new Int32Array(blocks) };
  const lastBit = 1 << ((reference.length - 1) & 31);
  let score = reference.length;
  for (const [index, letter] of heard.entries()) {
    const found = places.get(letter) ?? nowhere;
    // The first row grows by one in each column: all of the reference is compared, not a part of it.
    let carry = 1;
    for (let block = 0; block < blocks - 1; block++) carry = step(column, block, found, carry, 1 << 31);
    score += step(column, blocks - 1, found, carry, lastBit);
    if (index % 16 === 0) yield;
  }
  return score;
}

/** Differences of a column's values from row to row, a bit for each: up by one, down by one. */
interface Column {
  readonly up: Int32Array;
  readonly down: Int32Array;
}

/** One block of the next column; takes and gives the difference across at its upper and lower edge. */
function step(column: Column, block: number, found: Int32Array, carry: number, edge: number): number {
  const positive = column.up[block] as number;
  const negative = column.down[block] as number;
  const given = found[block] as number;
  const fallen = carry < 0 ? 1 : 0;
  const vertical = given | negative;
  const equal = given | fallen;
  const horizontal = (((equal & positive) + positive) ^ positive) | equal;
  const more = negative | ~(horizontal | positive);
  const less = positive & horizontal;
  const moreAbove = (more << 1) | (carry > 0 ? 1 : 0);
  column.up[block] = (less << 1) | fallen | ~(vertical | moreAbove);
  column.down[block] = moreAbove & vertical;
  if ((more & edge) !== 0) return 1;
  return (less & edge) === 0 ? 0 : -1;
}

/** Where each letter stands in the reference, a bit for each place. */
function findPlaces(reference: readonly number[], blocks: number): Map<number, Int32Array> {
  const places = new Map<number, Int32Array>();
  for (const [index, letter] of reference.entries()) {
    const bits = places.get(letter) ?? new Int32Array(blocks);
    places.set(letter, bits);
    const block = index >> 5;
    bits[block] = (bits[block] ?? 0) | (1 << (index & 31));
  }
  return places;
}
