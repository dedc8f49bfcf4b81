import type { EfirError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import { describeFailure } from '../describe-failure.ts';
import type { DependencyState } from '../role.ts';

/** How it stands with receiving updates: told at /ready, and in the log when it changes. */
export interface ReceptionState {
  /** It works: `at` is when Telegram last answered. */
  set(well: { readonly state: 'ok'; readonly detail?: string; readonly at?: number }): void;
  fail(error: EfirError): void;
  describe(): DependencyState;
}

/** Milliseconds without an answer after which it is said that none came, whatever was said before. */
const silentAfter = 120_000;

export function createReceptionState(logger: Logger): ReceptionState {
  let current: DependencyState = { state: 'degraded', detail: 'Telegram was not asked yet' };
  let failing: string | undefined;
  let answeredAt: number | undefined;
  return {
    set({ at, ...well }) {
      if (failing !== undefined) logger.info('updates of Telegram come in again');
      failing = undefined;
      answeredAt = at;
      current = well;
    },
    fail(error) {
      if (failing !== error.code) logger.warn({ error }, 'updates of Telegram do not come in');
      failing = error.code;
      answeredAt = undefined;
      // What another try may mend degrades; what only a person can mend fails.
      current = { ...describeFailure(error), state: error.transient ? 'degraded' : 'failed' };
    },
    describe() {
      if (answeredAt === undefined) return current;
      const seconds = Math.round((Date.now() - answeredAt) / 1_000);
      if (seconds * 1_000 > silentAfter) {
        return { state: 'degraded', detail: `Telegram has not answered for ${seconds} s` };
      }
      return { ...current, detail: `Telegram answered ${seconds} s ago` };
    },
  };
}
