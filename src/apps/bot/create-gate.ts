import { sleep } from '../../core/time.ts';
import type { Gate } from './call-telegram.ts';

/** Lets `most` enter within any `span` milliseconds, in the order in which they came. */
export function createGate({ most, span }: { readonly most: number; readonly span: number }): Gate {
  const entered: number[] = [];
  let line: Promise<void> = Promise.resolve();

  const pass = async (signal: AbortSignal) => {
    signal.throwIfAborted();
    const first = entered.length < most ? undefined : entered.shift();
    const wait = first === undefined ? 0 : first + span - performance.now();
    if (wait > 0) await sleep(wait, signal);
    entered.push(performance.now());
  };
  return {
    enter(signal) {
      const passed = line.then(() => pass(signal));
      line = passed.catch(() => {});
      return passed;
    },
  };
}
