import { sleep } from '../../core/time.ts';
import type { EventMessage } from '../../wire/event-message.ts';

export interface Inbox {
  /** Resolves when the event is dealt with, with why nobody wants it if so; rejects when it could not be. */
  take(message: EventMessage): Promise<Dealt>;
}

export interface Dealt {
  /** Why the event was not wanted. */
  readonly unwanted?: string;
}

/** Applies events of any number of attempts at once. */
export type Apply = (messages: readonly EventMessage[]) => Promise<Applied>;

export interface Applied {
  /** Events that came too early. */
  readonly later: ReadonlySet<EventMessage>;
  readonly unwanted: ReadonlyMap<EventMessage, string>;
  /** Events that could not be applied although others could, and why. */
  readonly failed: ReadonlyMap<EventMessage, unknown>;
}

interface Pending {
  readonly message: EventMessage;
  readonly resolve: (dealt: Dealt) => void;
  readonly reject: (error: unknown) => void;
  /** How often it came too early. */
  early: number;
}

/** An event that came too early waits this long for the missing one, which another coordinator may have in hand. */
const earlyPause = 50;
const earlyTries = 3;
const batchSize = 500;
/**
 * Milliseconds that the first event of a batch waits for company: a recording's last piece and its end come together,
 * and in a crowd those of many; one commit less is worth more than the wait.
 */
const gathering = 3;
/** Batches under way at once. An attempt's events always go the same way, so that they keep their order. */
const lanes = 2;

/**
 * Gathers events: those that come while a batch is being stored are the next batch, in one commit for each tenant.
 */
export function createInbox(apply: Apply): Inbox {
  const ways = Array.from({ length: lanes }, () => createLane(apply));
  return {
    take: (message) =>
      new Promise<Dealt>((resolve, reject) => {
        const way = ways[hash(message.task_id) % lanes];
        way?.add({ message, resolve, reject, early: 0 });
      }),
  };
}

function hash(text: string): number {
  let sum = 0;
  for (let place = 0; place < text.length; place += 1) sum = (sum + text.charCodeAt(place)) | 0;
  return Math.abs(sum);
}

function createLane(apply: Apply): { add(item: Pending): void } {
  const pending: Pending[] = [];
  let working = false;

  const work = async () => {
    while (pending.length > 0) {
      await sleep(gathering);
      const batch = pending.splice(0, batchSize);
      try {
        const applied = await apply(batch.map((item) => item.message));
        for (const item of batch) conclude(item, applied);
      } catch (error) {
        for (const item of batch) item.reject(error);
      }
    }
    working = false;
  };
  const conclude = (item: Pending, { failed, later, unwanted }: Applied) => {
    const { message } = item;
    if (later.has(message)) postpone(item);
    else if (failed.has(message)) item.reject(failed.get(message));
    else item.resolve(toDealt(unwanted.get(message)));
  };
  const add = (item: Pending) => {
    pending.push(item);
    if (working) return;
    working = true;
    void work();
  };
  /** After a few tries it is let go: the worker sends it again, after the missing one. */
  const postpone = (item: Pending) => {
    item.early += 1;
    if (item.early > earlyTries) item.resolve({});
    else setTimeout(() => add(item), earlyPause);
  };
  return { add };
}

function toDealt(reason: string | undefined): Dealt {
  return reason === undefined ? {} : { unwanted: reason };
}
