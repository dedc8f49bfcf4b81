/** The next or the former of things in the order of time, seen from a moment; undefined at the end. */
export function stepTo<Thing extends { readonly start: number }>(
  things: readonly Thing[],
  from: number,
  direction: 1 | -1,
): Thing | undefined {
  // What has only just begun is where one is, not where one goes back to.
  return direction > 0
    ? things.find(({ start }) => start > from + 0.05)
    : things.findLast(({ start }) => start < from - 0.5);
}
