import { inStore } from '../keeping/database.ts';
import { whenGone } from '../keeping/tabs.ts';

/** Sound from the microphone that was not sent yet. */
export interface Take {
  readonly id: string;
  /** Who recorded it, and in which account. */
  readonly owner: string;
  /** The tab in which it is recorded. */
  readonly tab: string;
  readonly name: string;
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** How long it is by now. */
  readonly seconds: number;
  /** How large it is by now. */
  readonly bytes: number;
}

/** Bytes of sound that one person leaves unsent in one account: a day and a half of it. */
const mostOfAll = 1e9;
/** Milliseconds for which it waits. */
const lifetime = 30 * 24 * 60 * 60 * 1000;

/** What is still being written of these comes too late. */
const dropped = new Set<string>();

/** Writes down how a take stands. Rejects where the browser keeps nothing. */
export async function keepTake(take: Take): Promise<void> {
  if (dropped.has(take.id)) return;
  await inStore('takes', 'readwrite', (store) => store.put(take, take.id));
}

/** Keeps the sound of the last moments, so that it outlives the page. */
export async function keepChunk(id: string, place: number, chunk: Blob): Promise<void> {
  if (dropped.has(id)) return;
  await inStore('chunks', 'readwrite', (store) => store.put(chunk, [id, place]));
}

/** A take as a file, whole as far as it was kept. */
export async function readTake({ id, name, startedAt, type }: Take): Promise<File> {
  const chunks: Blob[] = await inStore('chunks', 'readonly', (store) => store.getAll(rangeOf(id)));
  return new File(chunks, name, { type, lastModified: startedAt });
}

export async function dropTake(id: string): Promise<void> {
  dropped.add(id);
  await inStore('takes', 'readwrite', (store) => store.delete(id)).catch(() => undefined);
  await inStore('chunks', 'readwrite', (store) => store.delete(rangeOf(id))).catch(() => undefined);
}

export async function listTakes(): Promise<Take[]> {
  const all: Take[] = await inStore('takes', 'readonly', (store) => store.getAll()).catch(() => []);
  return all.sort((one, other) => one.startedAt - other.startedAt);
}

/** When a take is deleted, sent or not. */
export function findEnd({ startedAt }: Take): Date {
  return new Date(startedAt + lifetime);
}

export function isOver(take: Take): boolean {
  return findEnd(take).getTime() < Date.now();
}

/** For how many bytes there is room beside what this owner has not sent. */
export async function findRoom(owner: string): Promise<number> {
  const own = (await listTakes()).filter((take) => take.owner === owner);
  return Math.max(0, mostOfAll - own.reduce((sum, { bytes = 0 }) => sum + bytes, 0));
}

/** Deletes what waited too long, whosever it is; a page that is open may still be at it. */
export async function sortOutTakes(): Promise<void> {
  const over = (await listTakes()).filter(isOver);
  for (const other of new Set(over.map((take) => take.tab)))
    whenGone(other, async () => {
      for (const take of over) if (take.tab === other) await dropTake(take.id);
    });
}

const rangeOf = (id: string) => IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
