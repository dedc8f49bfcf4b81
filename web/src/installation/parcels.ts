import { createKey } from '../keeping/create-key.ts';
import { inStore } from '../keeping/database.ts';

/** What another app of a phone or computer handed over, until somebody says what is to become of it. */
export interface Parcel {
  readonly files: readonly File[];
  /** Text and addresses that came along. */
  readonly words: readonly string[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

interface KeptParcel extends Parcel {
  readonly key: IDBValidKey;
}

export type KeptParcels = readonly KeptParcel[];

/** Milliseconds after which nobody remembers having shared something. */
const lifetime = 24 * 60 * 60 * 1000;
/** Those that wait. */
const most = 20;

/** Keeps what was shared: the fields of the form that the manifest names. */
export async function keepParcel(form: FormData): Promise<void> {
  const files = form.getAll('files').filter((entry) => entry instanceof File && entry.size > 0) as File[];
  const words = ['url', 'text', 'title']
    .map((name) => form.get(name))
    .filter((entry): entry is string => typeof entry === 'string' && entry.trim() !== '')
    .map((entry) => entry.slice(0, 5_000));
  if (files.length === 0 && words.length === 0) return;
  await sortOut();
  const parcel: Parcel = { files, words, at: Date.now() };
  await inStore('parcels', 'readwrite', (store) => store.put(parcel, createKey()));
}

/** Those that wait, oldest first. */
export async function listParcels(): Promise<KeptParcels> {
  await sortOut();
  return await listAll();
}

/** Those that were seen; another app may have shared more meanwhile. */
export async function dropParcels(parcels: KeptParcels): Promise<void> {
  for (const { key } of parcels) await inStore('parcels', 'readwrite', (store) => store.delete(key));
}

async function sortOut(): Promise<void> {
  const all = await listAll();
  await dropParcels(all.filter(({ at }, place) => Date.now() - at > lifetime || all.length - place > most));
}

async function listAll(): Promise<KeptParcel[]> {
  const keys = await inStore('parcels', 'readonly', (store) => store.getAllKeys());
  const all: KeptParcel[] = [];
  for (const key of keys) {
    const parcel: Parcel | undefined = await inStore('parcels', 'readonly', (store) => store.get(key));
    // Another page may have dropped it meanwhile.
    if (parcel) all.push({ ...parcel, key });
  }
  return all.sort((one, other) => one.at - other.at);
}
