import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds of work before others get a turn. */
const slice = 15;

/**
 * Runs long work that would hold up everything else in the process: at each `yield` it may be asked to wait. Rejects
 * with what the work throws, and with the signal's reason when that fires.
 */
export async function runInSlices<Result>(
  work: Generator<void, Result, void>,
  signal?: AbortSignal,
): Promise<Result> {
  for (let began = performance.now(); ; ) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - began < slice) continue;
    await nextTurn();
    signal?.throwIfAborted();
    began = performance.now();
  }
}
