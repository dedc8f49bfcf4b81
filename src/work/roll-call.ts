import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import type { RollCallMessage } from '../wire/control-message.ts';

/** Milliseconds after which a worker that said nothing counts as gone. */
export const rollCallValidity = 15_000;
/** Milliseconds between two rows of one worker: the table is for readers who can wait, the memory is exact. */
const storeInterval = 3_000;

/** Who works: what the workers said of themselves lately. */
export interface RollCall {
  /** Notes what a worker said; true when the worker was not known. Stores it now and then in the background. */
  note(message: RollCallMessage): boolean;
  /** Workers heard lately and not leaving. */
  list(): readonly RollCallMessage[];
  /** Waits for what is being stored. */
  close(): Promise<void>;
}

interface Entry {
  readonly message: RollCallMessage;
  readonly seen: number;
  readonly stored: number;
}

/** Keeps the roll in memory and in the table `workers`; `onStoreFailure` hears of rows that could not be written. */
export function createRollCall(database: Database, onStoreFailure: (error: unknown) => void): RollCall {
  const entries = new Map<string, Entry>();
  const storing = new Set<Promise<void>>();

  const store = (work: Promise<void>) => {
    const done = work.catch(onStoreFailure).then(() => void storing.delete(done));
    storing.add(done);
  };
  return {
    note(message) {
      const now = performance.now();
      const known = entries.get(message.worker_id);
      if (message.leaving) {
        entries.delete(message.worker_id);
        store(deleteWorker(database, message.worker_id));
        return false;
      }
      const due = !known || now - known.stored >= storeInterval;
      entries.set(message.worker_id, { message, seen: now, stored: due ? now : known.stored });
      if (due) store(storeWorker(database, message));
      return !known || now - known.seen > rollCallValidity;
    },
    list() {
      const oldest = performance.now() - rollCallValidity;
      for (const [id, entry] of entries) if (entry.seen < oldest) entries.delete(id);
      return [...entries.values()].map((entry) => entry.message);
    },
    async close() {
      await Promise.all(storing);
    },
  };
}

async function storeWorker(database: Database, worker: RollCallMessage): Promise<void> {
  const row = {
    queues: worker.queues,
    slots: worker.slots,
    running: worker.running,
    engine: worker.engine,
    model: worker.model,
    seen_at: sql<Date>`now()`,
  };
  await database.withDispatcher(async (tx) => {
    await tx
      .insertInto('workers')
      .values({ id: worker.worker_id, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
    await tx.deleteFrom('workers').where('seen_at', '<', sql<Date>`now() - interval '1 hour'`).execute();
  });
}

async function deleteWorker(database: Database, id: string): Promise<void> {
  await database.withDispatcher((tx) => tx.deleteFrom('workers').where('id', '=', id).execute());
}
