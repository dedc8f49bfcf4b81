import { sleep } from '../../core/time.ts';
import type { EventMessage } from '../../wire/event-message.ts';

export interface Inbox {
  /** Resolves when the event is dealt with; rejects when it could not be. */
  take(message: EventMessage): Promise<void>;
}

/** Applies events of one attempt, all of the same moment at once; answers with those that came too early. */
export type Apply = (
  attemptId: string,
  messages: readonly EventMessage[],
) => Promise<readonly EventMessage[]>;

interface Pending {
  readonly message: EventMessage;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  /** How often it came too early. */
  early: number;
}

/** An event that came too early waits this long for the missing one, which another coordinator may have in hand. */
const earlyPause = 50;
const earlyTries = 3;
const batchSize = 100;
/**
 * Milliseconds that the first event of an attempt waits for company: a recording's last piece and its end come
 * together, and one commit less is worth more than the wait.
 */
const gathering = 2;

/**
 * Sorts events by attempt: one attempt's are applied one batch after the other (what comes while a batch is being
 * stored is the next batch, in one commit), different attempts' at the same time.
 */
export function createInbox(apply: Apply): Inbox {
  const waiting = new Map<string, Pending[]>();

  const work = async (attemptId: string, pending: Pending[]) => {
    await sleep(gathering);
    while (pending.length > 0) {
      const batch = pending.splice(0, batchSize);
      try {
        const later = new Set(
          await apply(
            attemptId,
            batch.map((item) => item.message),
          ),
        );
        for (const item of batch) {
          if (later.has(item.message)) postpone(attemptId, item);
          else item.resolve();
        }
      } catch (error) {
        for (const item of batch) item.reject(error);
      }
    }
    waiting.delete(attemptId);
  };
  const add = (attemptId: string, item: Pending) => {
    const pending = waiting.get(attemptId);
    if (pending) {
      pending.push(item);
      return;
    }
    const fresh = [item];
    waiting.set(attemptId, fresh);
    void work(attemptId, fresh);
  };
  /** After a few tries it is let go: the worker sends it again, after the missing one. */
  const postpone = (attemptId: string, item: Pending) => {
    item.early += 1;
    if (item.early > earlyTries) item.resolve();
    else setTimeout(() => add(attemptId, item), earlyPause);
  };

  return {
    take: (message) =>
      new Promise<void>((resolve, reject) => add(message.task_id, { message, resolve, reject, early: 0 })),
  };
}
