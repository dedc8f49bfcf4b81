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

export async function listParcels(): Promise<Parcel[]> {
  await sortOut();
  const all: Parcel[] = await inStore('parcels', 'readonly', (store) => store.getAll());
  return all.sort((one, other) => one.at - other.at);
}

export async function dropParcels(): Promise<void> {
  await inStore('parcels', 'readwrite', (store) => store.clear());
}

async function sortOut(): Promise<void> {
  const keys = await inStore('parcels', 'readonly', (store) => store.getAllKeys());
  const all: Parcel[] = await inStore('parcels', 'readonly', (store) => store.getAll());
  for (const [place, key] of keys.entries()) {
    const { at = 0 } = all[place] ?? {};
    if (Date.now() - at > lifetime || keys.length - place > most)
      await inStore('parcels', 'readwrite', (store) => store.delete(key));
  }
}
