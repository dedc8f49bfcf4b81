import { sampleRate } from '../../../ports/media-tool.ts';
import type { RecognisedPiece } from '../../../ports/speech-engine.ts';
import type { Segment, Word } from '../../../wire/event-message.ts';
import { joinTexts } from '../join-texts.ts';
import type { HeardPiece, Recognised } from './recognise.ts';
import { splitSentences } from './split-sentences.ts';

export type Joined = JoinedPiece | Passed;

/** A recognised piece as segments in the recording's own time. */
export interface JoinedPiece {
  readonly kind: 'joined';
  readonly index: number;
  /** Seconds of the recording that are done with it. */
  readonly processed: number;
  readonly segments: readonly Segment[];
  /** What the engine heard it to be. */
  readonly language: string | undefined;
}

/** Silence, or a piece that is stored already (with its index). */
export interface Passed {
  readonly kind: 'passed';
  readonly processed: number;
  readonly index?: number;
}

/** Turns words into segments: sentences by punctuation and pauses. Segments are numbered from `firstSegment`. */
export async function* join(
  recognised: AsyncIterable<Recognised>,
  options: { readonly firstSegment: number },
): AsyncGenerator<Joined, void, void> {
  let index = options.firstSegment;
  for await (const item of recognised) {
    if (item.kind === 'silence') yield { kind: 'passed', processed: item.until / sampleRate };
    else if (item.kind === 'stored')
      yield { kind: 'passed', processed: item.end / sampleRate, index: item.index };
    else {
      const segments = joinPiece(item, index);
      index += segments.length;
      yield {
        kind: 'joined',
        index: item.index,
        processed: item.end / sampleRate,
        segments,
        language: item.result.language,
      };
    }
  }
}

function joinPiece(piece: HeardPiece, firstIndex: number): Segment[] {
  const words = placeWords(piece);
  const sentences = words.length > 0 ? splitSentences(words) : [];
  if (sentences.length === 0) return spreadText(piece, firstIndex);
  return sentences.map((sentence, place) => ({
    index: firstIndex + place,
    start: sentence[0]?.start ?? 0,
    end: sentence.at(-1)?.end ?? 0,
    text: joinTexts(sentence.map((word) => word.text)),
    words: sentence,
  }));
}

/** Engines overshoot now and then: words are kept inside their piece, in order, in whole milliseconds. */
function placeWords({ start, end, result }: HeardPiece): Word[] {
  const [from, to] = [start / sampleRate, end / sampleRate];
  let earliest = from;
  return result.words
    .map((word) => ({ ...word, text: cleanText(word.text) }))
    .filter((word) => word.text !== '')
    .map((word) => {
      const begin = Math.min(to, Math.max(earliest, from + finite(word.start)));
      const finish = Math.min(to, Math.max(begin, from + finite(word.end)));
      earliest = begin;
      const { confidence } = word;
      return {
        text: word.text,
        start: toMilliseconds(begin),
        end: toMilliseconds(finish),
        ...(confidence !== undefined && { confidence: Math.min(1, Math.max(0, finite(confidence))) }),
      };
    });
}

/** Text without word times: sentences share the piece by their length. */
function spreadText({ start, end, result }: HeardPiece, firstIndex: number): Segment[] {
  const sentences = splitText(result);
  const total = sentences.reduce((sum, sentence) => sum + sentence.length, 0);
  let passed = 0;
  return sentences.map((text, place) => {
    const from = start + ((end - start) * passed) / total;
    passed += text.length;
    const to = start + ((end - start) * passed) / total;
    return {
      index: firstIndex + place,
      start: toMilliseconds(from / sampleRate),
      end: toMilliseconds(to / sampleRate),
      text,
      words: [],
    };
  });
}

function splitText(result: RecognisedPiece): string[] {
  const words = cleanText(result.text)
    .split(/\s+/)
    .filter((text) => text !== '');
  return splitSentences(words.map((text) => ({ text, start: 0, end: 0 }))).map((sentence) =>
    joinTexts(sentence.map((word) => word.text)),
  );
}

/** Engines give bytes that are no letters now and then; a control character cannot even be stored. */
function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}

function finite(number: number): number {
  return Number.isFinite(number) ? number : 0;
}

function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
