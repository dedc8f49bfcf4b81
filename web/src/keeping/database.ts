/** What the browser keeps here for a while: files on their way in, sound that was not sent yet, what other apps handed over. */
type StoreName = 'uploads' | 'files' | 'takes' | 'chunks' | 'parcels';

const stores: readonly StoreName[] = ['uploads', 'files', 'takes', 'chunks', 'parcels'];
const name = 'efir';

let opening: Promise<IDBDatabase> | undefined;

/**
 * Runs one transaction, and gives what its request gave once it is committed. Rejects where the browser keeps nothing
 * (private windows, a full disk): whoever calls goes on without.
 */
export async function inStore<Result>(
  store: StoreName,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open();
  const transaction = database.transaction(store, mode);
  const request = act(transaction.objectStore(store));
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? request.error);
  });
  return request.result;
}

function open(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const store of stores) request.result.createObjectStore(store);
    };
    request.onsuccess = () => {
      // Another page has a newer form of it: this one lets go.
      request.result.onversionchange = () => request.result.close();
      request.result.onclose = forget;
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  opening.catch(forget);
  return opening;
}

function forget(): void {
  opening = undefined;
}
