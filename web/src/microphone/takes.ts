import { inStore } from '../keeping/database.ts';

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
}

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

const rangeOf = (id: string) => IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
