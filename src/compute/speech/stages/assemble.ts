import type { Hearing, Note, Segment, WorkerEvent } from '../../../wire/event-message.ts';
import { countUnintelligible, type Unintelligible } from '../count-unintelligible.ts';
import type { Joined, JoinedPiece } from './join.ts';

/** What the whole run came to, once every piece has passed. */
export interface RunOutcome {
  /** All pieces of the recording, the stored ones included. */
  readonly pieces: number;
  readonly hasWords: boolean;
  /** Speech of this run of which nothing could be made; an earlier run's is among what is stored. */
  readonly unintelligible: Unintelligible;
}

export interface AssembleOptions {
  /** Whether words are stored by earlier runs. */
  readonly hasWords: boolean;
  /** Pieces stored by earlier runs that do not come by again. */
  readonly storedPieces: number;
  /** How a piece was heard; asked for each in order, before it is told. */
  readonly describe: (piece: JoinedPiece) => Hearing;
}

/** Seconds of recording between two `progress` events in silence: an hour of it passes in seconds. */
const progressStep = 10;

/** Turns joined pieces into what a worker reports: a `segment` event for each piece, also an empty one. */
export async function* assemble(
  joined: AsyncIterable<Joined>,
  options: AssembleOptions,
): AsyncGenerator<WorkerEvent, RunOutcome, void> {
  let pieces = options.storedPieces;
  let hasWords = options.hasWords;
  let told = 0;
  const unintelligible: Segment[] = [];
  for await (const item of joined) {
    if (item.index !== undefined) pieces = item.index + 1;
    if (item.kind === 'joined') {
      hasWords ||= item.segments.some((segment) => segment.text.trim() !== '');
      unintelligible.push(...item.segments.filter((segment) => segment.unintelligible));
      const { index: piece, segments, processed } = item;
      yield { type: 'segment', piece, segments: [...segments], processed, hearing: options.describe(item) };
      told = processed;
    } else if (item.processed >= told + progressStep) {
      yield { type: 'progress', processed: item.processed };
      told = item.processed;
    }
  }
  return { pieces, hasWords, unintelligible: countUnintelligible(unintelligible) };
}

export function note(code: Note['code'], args: Note['args'] = {}): Note {
  return { code, args };
}
