/**
 * Pairs rows with columns one to one so that the sum of their values is the greatest; answers the column of each row, -1
 * where none is left or worth it. Values are not negative. The Hungarian method with potentials, in the cube of the
 * longer side: some dozens of speakers at most, so that a library would be longer than this.
 */
export function assignBest(values: readonly (readonly number[])[]): number[] {
  const size = Math.max(values.length, ...values.map((row) => row.length));
  const cost = (row: number, column: number) => -(values[row - 1]?.[column - 1] ?? 0);
  const rowPotentials = new Float64Array(size + 1);
  const columnPotentials = new Float64Array(size + 1);
  /** The row of each column; 0 is none. */
  const rows = new Int32Array(size + 1);
  for (let row = 1; row <= size; row++) addRow(row, { size, cost, rowPotentials, columnPotentials, rows });
  const columns = values.map(() => -1);
  for (let column = 1; column <= size; column++) {
    const row = (rows[column] ?? 0) - 1;
    if ((values[row]?.[column - 1] ?? 0) > 0) columns[row] = column - 1;
  }
  return columns;
}

interface Pairing {
  readonly size: number;
  readonly cost: (row: number, column: number) => number;
  readonly rowPotentials: Float64Array;
  readonly columnPotentials: Float64Array;
  readonly rows: Int32Array;
}

/** Finds the cheapest way to give one more row a column, others changing theirs along it. */
function addRow(first: number, pairing: Pairing): void {
  const { rows, size } = pairing;
  const search: Search = {
    least: new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY),
    way: new Int32Array(size + 1),
    used: new Uint8Array(size + 1),
  };
  let column = 0;
  rows[0] = first;
  do {
    search.used[column] = 1;
    column = findNext(column, pairing, search);
  } while (rows[column] !== 0);
  while (column !== 0) {
    const from = search.way[column] as number;
    rows[column] = rows[from] as number;
    column = from;
  }
}

interface Search {
  /** What is missing to each column, and from which column it is reached. */
  readonly least: Float64Array;
  readonly way: Int32Array;
  readonly used: Uint8Array;
}

/** The nearest column that is not used yet; potentials are moved so that it costs nothing to go there. */
function findNext(column: number, pairing: Pairing, { least, used, way }: Search): number {
  const { columnPotentials, cost, rowPotentials, rows, size } = pairing;
  const row = rows[column] as number;
  let next = 0;
  let nearest = Number.POSITIVE_INFINITY;
  for (let other = 1; other <= size; other++) {
    if (used[other]) continue;
    const reduced = cost(row, other) - (rowPotentials[row] as number) - (columnPotentials[other] as number);
    if (reduced < (least[other] as number)) {
      least[other] = reduced;
      way[other] = column;
    }
    if ((least[other] as number) < nearest) {
      nearest = least[other] as number;
      next = other;
    }
  }
  for (let other = 0; other <= size; other++) {
    if (used[other]) {
      add(rowPotentials, rows[other] as number, nearest);
      add(columnPotentials, other, -nearest);
    } else add(least, other, -nearest);
  }
  return next;
}

function add(values: Float64Array, index: number, more: number): void {
  values[index] = (values[index] as number) + more;
}
