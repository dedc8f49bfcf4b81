import type { Note, WorkerEvent } from '../../../wire/event-message.ts';
import type { Joined } from './join.ts';

/** What the whole run came to, once every piece has passed. */
export interface RunOutcome {
  /** All pieces of the recording, the stored ones included. */
  readonly pieces: number;
  readonly hasWords: boolean;
  /** The language heard in most of the speech, where the engine tells. */
  readonly heardLanguage: string | undefined;
  /** All the text of this run, at most `sampleLength` characters of it: enough to tell a script by. */
  readonly sample: string;
}

export interface AssembleOptions {
  /** Segments stored by earlier runs. */
  readonly storedSegments: number;
}

const sampleLength = 2000;
/** Seconds of recording between two `progress` events in silence: an hour of it passes in seconds. */
const progressStep = 10;

/** Turns joined pieces into what a worker reports: a `segment` event for each piece, also an empty one. */
export async function* assemble(
  joined: AsyncIterable<Joined>,
  options: AssembleOptions,
): AsyncGenerator<WorkerEvent, RunOutcome, void> {
  const languages = new Map<string, number>();
  let pieces = 0;
  let hasWords = options.storedSegments > 0;
  let sample = '';
  let told = 0;
  for await (const item of joined) {
    if (item.index !== undefined) pieces = item.index + 1;
    if (item.kind === 'joined') {
      const text = item.segments.map((segment) => segment.text).join(' ');
      hasWords ||= text.trim() !== '';
      if (sample.length < sampleLength) sample += ` ${text}`;
      if (item.language) languages.set(item.language, (languages.get(item.language) ?? 0) + text.length);
      yield { type: 'segment', piece: item.index, segments: [...item.segments], processed: item.processed };
      told = item.processed;
    } else if (item.processed >= told + progressStep) {
      yield { type: 'progress', processed: item.processed };
      told = item.processed;
    }
  }
  const [heardLanguage] = [...languages].toSorted(([, a], [, b]) => b - a)[0] ?? [];
  return { pieces, hasWords, heardLanguage, sample: sample.slice(0, sampleLength) };
}

export function note(code: Note['code'], args: Note['args'] = {}): Note {
  return { code, args };
}
