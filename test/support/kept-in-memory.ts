// What a browser keeps for the dashboard, in memory, for tests that run without a browser; once imported it is there:
//
//   emptyStores(); fillStore('files'); … listKeys('takes');

type Key = string | readonly (string | number)[];
interface Range {
  readonly lower: Key;
  readonly upper: Key;
}

const stores = new Map<string, Map<string, unknown>>();
const full = new Set<string>();

/** Lets a store take nothing more, as on a full disk. */
export function fillStore(name: string): void {
  full.add(name);
}

export function emptyStores(): void {
  stores.clear();
  full.clear();
}

export function listKeys(name: string): Key[] {
  return openStore(name).getAllKeys().result;
}

/** As much of IndexedDB as web/src/keeping asks for: each transaction is of one request. */
const database = {
  transaction: (name: string, mode: string) => {
    const refused = mode === 'readwrite' && full.has(name);
    const transaction = {
      error: refused ? new DOMException('no room', 'QuotaExceededError') : null,
      oncomplete: () => undefined,
      onabort: () => undefined,
      objectStore: () => (refused ? openStore('nowhere') : openStore(name)),
    };
    queueMicrotask(() => (refused ? transaction.onabort() : transaction.oncomplete()));
    return transaction;
  },
};

function openStore(name: string) {
  const rows = stores.get(name) ?? new Map<string, unknown>();
  stores.set(name, rows);
  const listIn = (range?: Key | Range) =>
    [...rows.keys()].filter((key) => range === undefined || isIn(range, JSON.parse(key))).sort();
  return {
    get: (key: Key) => ({ result: rows.get(JSON.stringify(key)) }),
    getAll: (range?: Range) => ({ result: listIn(range).map((key) => rows.get(key)) }),
    getAllKeys: () => ({ result: listIn().map((key) => JSON.parse(key) as Key) }),
    put: (value: unknown, key: Key) => ({ result: void rows.set(JSON.stringify(key), value) }),
    delete: (key: Key | Range) => {
      for (const one of listIn(key)) rows.delete(one);
      return { result: undefined };
    },
  };
}

/** Ranges are of the rows of one take: their keys begin alike. */
function isIn(range: Key | Range, key: Key): boolean {
  if (typeof range === 'object' && 'lower' in range) return range.lower[0] === key[0];
  return JSON.stringify(range) === JSON.stringify(key);
}

function open() {
  const request = { result: database, onsuccess: () => undefined };
  queueMicrotask(() => request.onsuccess());
  return request;
}

Object.assign(globalThis, {
  indexedDB: { open },
  IDBKeyRange: { bound: (lower: Key, upper: Key): Range => ({ lower, upper }) },
});
