import { createHash } from 'node:crypto';

/** Slows down whoever tries keys that are none. */
export interface GuessLimit {
  /** Seconds until another key of this address is looked at; 0: now. */
  wait(address: string, key: string): number;
  note(address: string, key: string, right: boolean): void;
}

const windowMilliseconds = 60_000;
/** Addresses and keys remembered; beyond that the oldest are forgotten. */
const mostAddresses = 10_000;
const mostKeys = 1_000;

/**
 * Lets an address be wrong so often in a minute, then looks at none of its keys until the minute is over. A key that
 * proved right here before is always looked at: its owners may share the address with whoever guesses.
 */
export function limitGuesses(perMinute: number): GuessLimit {
  const wrong = new Map<string, { count: number; readonly until: number }>();
  /** Digests: no key is kept in memory. */
  const right = new Map<string, true>();
  const current = (address: string) => {
    const known = wrong.get(address);
    return known && known.until > performance.now() ? known : undefined;
  };
  return {
    wait(address, key) {
      const known = current(address);
      if (!known || known.count < perMinute || right.has(digest(key))) return 0;
      return Math.ceil((known.until - performance.now()) / 1000);
    },
    note(address, key, isRight) {
      if (isRight) return remember(right, digest(key), true, mostKeys);
      const known = current(address) ?? { count: 0, until: performance.now() + windowMilliseconds };
      known.count += 1;
      remember(wrong, address, known, mostAddresses);
    },
  };
}

function digest(key: string): string {
  return createHash('sha256').update(key).digest('base64');
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  for (const oldest of map.keys()) return void map.delete(oldest);
}
