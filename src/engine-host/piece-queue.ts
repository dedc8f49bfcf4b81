import { EfirError } from '../core/errors.ts';

/**
 * Decides which piece of which recording is worked on next, so that all hosts together never have more threads at work
 * than there are cores: a contended run was measured 19 times slower.
 */
export interface PieceQueue {
  /** Resolves when it is the piece's turn, with what gives its cores back; rejects with `cancelled`. */
  enter(piece: PieceOfWork, signal?: AbortSignal): Promise<() => void>;
}

export interface PieceOfWork {
  /** 0: it computes elsewhere. More than there are cores counts as all of them. */
  readonly threads: number;
  /** What does the work, and how many pieces it takes at once. */
  readonly host: string;
  readonly streams: number;
  /** No other piece may be with the host meanwhile. */
  readonly alone?: boolean;
  readonly recording: RecordingInWork;
}

/** One recording; the same object for all its pieces. */
export interface RecordingInWork {
  /** Seconds of sound that are still to be worked on, as far as that is known. */
  secondsLeft: number;
}

/**
 * The recording with the least left goes first, so that a voice message does not wait for hours of meeting. Every
 * `fairness`th turn is that of the recording which was served longest ago, so that no stream of short ones keeps a long
 * one from its end. Counted in turns, not in seconds: that holds on slow machines, too.
 */
export function createPieceQueue(cores: number): PieceQueue {
  const waiting: Waiting[] = [];
  const atWork = new Map<string, PieceOfWork[]>();
  const served = new WeakMap<RecordingInWork, number>();
  let free = cores;
  let turn = 0;

  const choose = (): Waiting | undefined => {
    const able = waiting.filter(({ piece }) => fits(piece, atWork.get(piece.host) ?? [], waiting));
    const turnOf = ({ piece }: Waiting) => served.get(piece.recording) ?? 0;
    const order =
      turn % fairness === fairness - 1
        ? (a: Waiting, b: Waiting) => turnOf(a) - turnOf(b)
        : (a: Waiting, b: Waiting) => a.piece.recording.secondsLeft - b.piece.recording.secondsLeft;
    // Stable: among equals the first come.
    return able.toSorted(order)[0];
  };

  const settle = (): void => {
    for (;;) {
      const next = choose();
      // Who is next waits for all the cores it needs; smaller ones behind it would keep it waiting for ever.
      if (!next || next.threads > free) return;
      waiting.splice(waiting.indexOf(next), 1);
      turn += 1;
      served.set(next.piece.recording, turn);
      free -= next.threads;
      const { piece, threads } = next;
      atWork.set(piece.host, [...(atWork.get(piece.host) ?? []), piece]);
      next.start(() => {
        free += threads;
        const others = atWork.get(piece.host)?.filter((other) => other !== piece) ?? [];
        if (others.length === 0) atWork.delete(piece.host);
        else atWork.set(piece.host, others);
        settle();
      });
    }
  };

  return {
    enter: async (piece, signal) => {
      if (signal?.aborted) throw new EfirError('cancelled');
      const { promise, resolve, reject } = Promise.withResolvers<() => void>();
      const entry: Waiting = { piece, threads: Math.min(piece.threads, cores), start: resolve };
      const giveUp = () => {
        const place = waiting.indexOf(entry);
        if (place < 0) return;
        waiting.splice(place, 1);
        reject(new EfirError('cancelled'));
        settle();
      };
      // A recording counts from its first piece, or it would overtake all others at once.
      if (!served.has(piece.recording)) served.set(piece.recording, turn);
      waiting.push(entry);
      signal?.addEventListener('abort', giveUp, { once: true });
      settle();
      return promise.finally(() => signal?.removeEventListener('abort', giveUp));
    },
  };
}

const fairness = 4;

interface Waiting {
  readonly piece: PieceOfWork;
  readonly threads: number;
  readonly start: (giveBack: () => void) => void;
}

/** Whether the host could take the piece now, beside those that it has. */
function fits(piece: PieceOfWork, beside: readonly PieceOfWork[], waiting: readonly Waiting[]): boolean {
  if (piece.alone) return beside.length === 0;
  if (beside.length >= piece.streams || beside.some((other) => other.alone)) return false;
  return !waiting.some((other) => other.piece.alone && other.piece.host === piece.host);
}
