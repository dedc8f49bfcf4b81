/** Waits until all the work is settled, but not longer than that. */
export async function endWithin(milliseconds: number, work: readonly Promise<unknown>[]): Promise<void> {
  if (work.length === 0 || milliseconds <= 0) return;
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, milliseconds);
  await Promise.race([Promise.allSettled(work), late.promise]).finally(() => clearTimeout(timer));
}
