import { inStore } from '../keeping/database.ts';
import { whenGone } from '../keeping/tabs.ts';

/** What is kept of an upload, so that it goes on after the page was closed. */
export interface KeptUpload {
  readonly key: string;
  /** Whose it is, and in which account: nobody else goes on with it. */
  readonly owner: string;
  /** The tab that sends it. */
  readonly tab: string;
  readonly name: string;
  readonly bytes: number;
  /** When the file was changed last: by that it is known again. */
  readonly modified: number;
  readonly options: Readonly<Record<string, string>>;
  /** Where the server has what came of it. */
  readonly address?: string;
  readonly paused: boolean;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
  /** When a page of its owner was last at it, in milliseconds since 1970. */
  readonly seenAt?: number;
}

/** Bytes of a file that is copied into the browser's own store, and of all that lie there at once. */
const mostOfFile = 1e9;
const mostOfAll = 2e9;
/** Milliseconds after which nobody comes back for what they did not finish. */
const lifetime = 7 * 24 * 60 * 60 * 1000;

let lastCopy: Promise<unknown> = Promise.resolve();
const kept = new Map<string, number>();

/** Gives whether it was written down. */
export function keepUpload(upload: KeptUpload): Promise<boolean> {
  const seen: KeptUpload = { ...upload, seenAt: Date.now() };
  return inStore('uploads', 'readwrite', (store) => store.put(seen, upload.key)).then(
    () => true,
    () => false,
  );
}

/**
 * Copies a file, so that it goes on by itself after a reload; one after the other. Gives whether it was copied: what is
 * very large, or finds no room, has to be chosen again.
 */
export function keepFile(key: string, file: Blob, wanted: () => boolean): Promise<boolean> {
  const copying = lastCopy.then(async () => {
    // Asked once more: after a sign-out nothing of it is written, not even for a moment.
    if (!wanted() || !(await hasRoom(file.size)) || !wanted()) return false;
    kept.set(key, file.size);
    await inStore('files', 'readwrite', (store) => store.put(file, key));
    // It was sent or taken off while it was being copied.
    if (wanted()) return true;
    await forgetUpload(key);
    return false;
  });
  const outcome = copying.catch(() => {
    kept.delete(key);
    return false;
  });
  lastCopy = outcome;
  return outcome;
}

/** Whether a file has its copy here, once all that were to be copied are. */
export function isFileKept(key: string): Promise<boolean> {
  return lastCopy.then(() => kept.has(key));
}

/** A file as it was kept, with the name that it had; undefined when it was not. */
export async function readFile({ key, modified, name }: KeptUpload): Promise<File | undefined> {
  const found: unknown = await inStore('files', 'readonly', (store) => store.get(key)).catch(() => undefined);
  if (!(found instanceof Blob)) return undefined;
  kept.set(key, found.size);
  return new File([found], name, { type: found.type, lastModified: modified });
}

export async function forgetUpload(key: string): Promise<void> {
  kept.delete(key);
  await inStore('uploads', 'readwrite', (store) => store.delete(key)).catch(() => undefined);
  await inStore('files', 'readwrite', (store) => store.delete(key)).catch(() => undefined);
}

/** All that this owner has at this browser and did not finish, oldest first; pages that are open may be at it. */
export async function listKeptUploads(owner: string): Promise<KeptUpload[]> {
  const all = (await listAll()).filter((one) => one.owner === owner && !isOver(one));
  return all.sort((one, other) => one.addedAt - other.addedAt);
}

/** Forgets all that a person has here, in whichever of their accounts. */
export async function forgetUploads(person: string): Promise<void> {
  for (const { key, owner } of await listAll()) if (owner.startsWith(`${person}:`)) await forgetUpload(key);
}

/** Deletes what nobody came back for, whosever it is; a page that is open may still be at it. */
export async function sortOutUploads(): Promise<void> {
  // In this order: a file is copied once its upload is written down.
  const files = await inStore('files', 'readonly', (store) => store.getAllKeys()).catch(() => []);
  const all = await listAll();
  for (const key of files) if (!all.some((one) => one.key === key)) await forgetUpload(String(key));
  for (const other of new Set(all.filter(isOver).map((one) => one.tab)))
    whenGone(other, async () => {
      for (const one of await listAll()) if (one.tab === other && isOver(one)) await forgetUpload(one.key);
    });
}

async function listAll(): Promise<KeptUpload[]> {
  return await inStore('uploads', 'readonly', (store) => store.getAll()).catch(() => []);
}

function isOver({ addedAt, seenAt = addedAt }: KeptUpload): boolean {
  return Date.now() - seenAt > lifetime;
}

async function hasRoom(bytes: number): Promise<boolean> {
  const all = [...kept.values()].reduce((sum, one) => sum + one, 0);
  if (bytes > mostOfFile || all + bytes > mostOfAll) return false;
  const { quota, usage = 0 } = (await navigator.storage?.estimate().catch(() => undefined)) ?? {};
  return quota === undefined || quota - usage > 2 * bytes;
}
