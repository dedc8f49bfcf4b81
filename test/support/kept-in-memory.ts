// The stores that a browser keeps for the dashboard, for tests that run without a browser:
//
//   vi.mock('../keeping/database.ts', () => import('../../../test/support/kept-in-memory.ts'));

type Key = string | readonly (string | number)[];
interface Range {
  readonly lower: Key;
  readonly upper: Key;
}

const stores = new Map<string, Map<string, unknown>>();
const full = new Set<string>();

/** In place of the one of keeping/database.ts. */
export async function inStore(
  name: string,
  mode: string,
  act: (store: ReturnType<typeof openStore>) => { result: unknown },
): Promise<unknown> {
  if (mode === 'readwrite' && full.has(name)) throw new DOMException('no room', 'QuotaExceededError');
  return act(openStore(name)).result;
}

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
    delete: (key: Key | Range) => ({ result: listIn(key).forEach((one) => void rows.delete(one)) }),
    clear: () => ({ result: rows.clear() }),
  };
}

/** Ranges are of the rows of one take: their keys begin alike. */
function isIn(range: Key | Range, key: Key): boolean {
  if (typeof range === 'object' && 'lower' in range) return range.lower[0] === key[0];
  return JSON.stringify(range) === JSON.stringify(key);
}

Object.assign(globalThis, { IDBKeyRange: { bound: (lower: Key, upper: Key): Range => ({ lower, upper }) } });
