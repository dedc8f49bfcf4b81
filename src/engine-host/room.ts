import { EfirError } from '../core/errors.ts';

/** Something that takes memory, from the moment it is let in until it left. */
export interface Guest {
  readonly title: string;
  readonly megabytes: number;
  /** `performance.now()` of its last use. */
  readonly usedAt: number;
  /** Whether it could go now without harm to anybody. */
  readonly idle: boolean;
  /** Asks it to go: at once when it is idle, else as soon as it is, taking nothing new. It leaves some time later. */
  dismiss(): void;
}

/** Memory that guests share: nobody gets in beyond it. */
export interface Room {
  /**
   * Resolves when the guest is in, first come, first served. Those who are idle make room for it, the one used longest
   * ago first; when that is not enough it waits for others, and after `patience` seconds they are asked to go as well.
   * Rejects with `model-too-large` when it is larger than the room, with `cancelled`.
   */
  enter(guest: Guest, signal: AbortSignal): Promise<void>;
  leave(guest: Guest): void;
  /** To be called when a guest became idle. */
  settle(): void;
}

/** `megabytes` absent: endless. */
export function createRoom(limits: { megabytes?: number | undefined; patience: number }): Room {
  const megabytes = limits.megabytes ?? Number.POSITIVE_INFINITY;
  const inside = new Map<Guest, 'staying' | 'going'>();
  const line: Waiting[] = [];
  let again: NodeJS.Timeout | undefined;

  const makeRoom = ({ guest, since }: Waiting): void => {
    const impatient = performance.now() - since >= limits.patience * 1000;
    const staying = [...inside].filter(([, state]) => state === 'staying').map(([one]) => one);
    let missing = sumOf(staying) + guest.megabytes - megabytes;
    if (!impatient && missing > sumOf(staying.filter((one) => one.idle))) return;
    for (const one of inOrderOfLeaving(staying)) {
      if (missing <= 0) return;
      inside.set(one, 'going');
      missing -= one.megabytes;
      one.dismiss();
    }
  };

  const settle = (): void => {
    clearTimeout(again);
    for (;;) {
      const [first] = line;
      if (!first) return;
      if (sumOf(inside.keys()) + first.guest.megabytes > megabytes) break;
      line.shift();
      inside.set(first.guest, 'staying');
      first.enter();
    }
    makeRoom(line[0] as Waiting);
    // Patience ends, and what was just loaded becomes idle, without anybody saying so.
    again = setTimeout(settle, 500);
  };

  return {
    enter: async (guest, signal) => {
      if (guest.megabytes > megabytes) {
        throw new EfirError('model-too-large', {
          model: guest.title,
          needs: Math.ceil(guest.megabytes),
          free: Math.floor(megabytes),
        });
      }
      if (signal.aborted) throw new EfirError('cancelled');
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const waiting = { guest, since: performance.now(), enter: resolve };
      const giveUp = () => {
        const place = line.indexOf(waiting);
        if (place < 0) return;
        line.splice(place, 1);
        reject(new EfirError('cancelled'));
        settle();
      };
      line.push(waiting);
      signal.addEventListener('abort', giveUp, { once: true });
      settle();
      await promise.finally(() => signal.removeEventListener('abort', giveUp));
    },
    leave: (guest) => {
      if (inside.delete(guest)) settle();
    },
    settle,
  };
}

interface Waiting {
  readonly guest: Guest;
  readonly since: number;
  readonly enter: () => void;
}

/** The idle ones first, and of those and of the others the one used longest ago. */
function inOrderOfLeaving(guests: readonly Guest[]): Guest[] {
  return guests.toSorted((a, b) => Number(b.idle) - Number(a.idle) || a.usedAt - b.usedAt);
}

function sumOf(guests: Iterable<Guest>): number {
  let sum = 0;
  for (const guest of guests) sum += guest.megabytes;
  return sum;
}
