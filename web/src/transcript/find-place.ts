/** Of things in the order of their beginning: the last that begins at or before a time; -1 before the first. */
export function findPlace(things: readonly { readonly start: number }[], time: number): number {
  let [low, high] = [0, things.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((things[middle]?.start ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
