import { sampleRate } from '../../../ports/media-tool.ts';
import type { Segment, Word } from '../../../wire/event-message.ts';
import type { Spelling } from '../../../wire/task-message.ts';
import type { HeardPiece } from '../hearing/heard-piece.ts';
import { joinTexts } from '../join-texts.ts';
import { createThread, type Thread } from '../joining/follow-speaker.ts';
import type { Placed, PlacedWord } from '../joining/place-words.ts';
import { createSpeller } from '../vocabulary/spell-words.ts';
import type { Recognised } from './recognise.ts';
import { splitSentences } from './split-sentences.ts';

export type Joined = JoinedPiece | Passed;

/** A recognised piece as segments in the recording's own time. */
export interface JoinedPiece {
  readonly kind: 'joined';
  readonly index: number;
  /** Seconds of the recording that are done with it. */
  readonly processed: number;
  readonly segments: readonly Segment[];
  readonly channel?: number | undefined;
  readonly same?: readonly number[] | undefined;
  /** What the engine heard it to be. */
  readonly language: string | undefined;
}

/** Silence, or a piece that is stored already (with its index). */
export interface Passed {
  readonly kind: 'passed';
  readonly processed: number;
  readonly index?: number;
}

export interface JoinOptions {
  readonly firstSegment: number;
  /** The second up to which words are stored by earlier runs; 0 where none are, or nobody knows. */
  readonly storedUntil?: number;
  /** The last words of a channel that are stored, where its first piece overlaps them. */
  readonly tailOf?: (channel: number | undefined) => readonly PlacedWord[];
  readonly spellings?: readonly Spelling[] | undefined;
}

/**
 * Turns words into segments: sentences by punctuation and pauses, numbered from `firstSegment`. What two pieces heard
 * both stands once. A sentence that a piece leaves open, where the next follows closely, belongs to the next one's
 * segments, so that it is not torn; a resumed run hears the last stored piece again to know it.
 */
export async function* join(
  recognised: AsyncIterable<Recognised>,
  options: JoinOptions,
): AsyncGenerator<Joined, void, void> {
  const spell = createSpeller(options.spellings ?? []);
  const follow = followSpeakers(options.tailOf);
  let index = options.firstSegment;
  let processed = 0;
  for await (const item of recognised) {
    if (item.kind === 'heard-before') {
      follow(item.piece).resume(item.piece, options.storedUntil ?? 0);
      continue;
    }
    // Channels take turns: one may be a little behind the other.
    processed = Math.max(processed, (item.kind === 'silence' ? item.until : item.end) / sampleRate);
    if (item.kind === 'silence') yield { kind: 'passed', processed };
    else if (item.kind === 'stored') yield { kind: 'passed', processed, index: item.index };
    else {
      const placed = follow(item).take(item);
      const segments = placed.flatMap((part) => toSegments(part, spell));
      const speaker = item.channel === undefined ? {} : { speaker: `S${item.channel + 1}` };
      yield {
        kind: 'joined',
        index: item.index,
        processed,
        channel: item.channel,
        same: item.same,
        segments: segments.map((segment, place) => ({ index: index + place, ...segment, ...speaker })),
        language: item.parts.find((part) => part.result?.language)?.result?.language,
      };
      index += segments.length;
    }
  }
}

function followSpeakers(tailOf: JoinOptions['tailOf']): (piece: HeardPiece) => Thread {
  const threads = new Map<number | undefined, Thread>();
  return ({ channel }) => {
    const thread = threads.get(channel) ?? createThread(tailOf?.(channel));
    threads.set(channel, thread);
    return thread;
  };
}

function toSegments(placed: Placed, spell: (words: readonly PlacedWord[]) => PlacedWord[]): NewSegment[] {
  if (placed.kind === 'unintelligible')
    return [{ start: placed.start, end: placed.end, text: '', unintelligible: true, words: [] }];
  return splitSentences(placed.words).map((sentence) => toSegment(spell(sentence)));
}

type NewSegment = Omit<Segment, 'index'>;

function toSegment(sentence: readonly PlacedWord[]): NewSegment {
  const language = sentence[0]?.language;
  return {
    start: sentence[0]?.start ?? 0,
    end: sentence.reduce((latest, word) => Math.max(latest, word.end), 0),
    text: joinTexts(sentence.map((word) => word.text)),
    ...(language !== undefined && { language }),
    words: sentence.some((word) => word.guessed) ? [] : sentence.map(toWord),
  };
}

function toWord({ text, start, end, confidence }: PlacedWord): Word {
  return { text, start, end, ...(confidence !== undefined && { confidence }) };
}
