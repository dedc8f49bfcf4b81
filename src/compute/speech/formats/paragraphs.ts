import type { Segment } from '../../../wire/event-message.ts';
import { joinTexts } from '../join-texts.ts';
import type { WrittenTranscript } from '../transcript.ts';
import type { FormatOptions } from './format-options.ts';
import { nameSpeaker } from './name-speaker.ts';
import { wordSegment } from './word-segment.ts';

/** Seconds of silence that begin a new paragraph. */
const paragraphPause = 2;
/** Characters behind which a paragraph ends with its sentence. */
const paragraphLength = 600;

export interface Paragraph {
  /** Seconds. */
  readonly start: number;
  readonly text: string;
  /** As they are called; absent where nobody told speakers apart. */
  readonly speaker?: string;
}

/** A transcript for reading: what one speaker says without a long pause, of at most 600 characters and a sentence. */
export function makeParagraphs(transcript: WrittenTranscript, options: FormatOptions): Paragraph[] {
  return groupSegments(transcript.segments, options).flatMap((segments) => {
    const [first] = segments;
    if (!first) return [];
    const speaker = first.speaker ? nameSpeaker(first.speaker, transcript, options.texts) : undefined;
    const text = joinTexts(segments.map((segment) => wordSegment(segment, options)));
    return [{ start: first.start, text, ...(speaker === undefined ? {} : { speaker }) }];
  });
}

/** The segments of each paragraph; those without anything to read are left out. */
export function groupSegments(segments: readonly Segment[], options: FormatOptions): Segment[][] {
  const groups: { last: Segment; length: number; readonly segments: Segment[] }[] = [];
  for (const segment of segments) {
    const { length } = wordSegment(segment, options);
    if (length === 0) continue;
    const group = groups.at(-1);
    if (group && belongsTo(group, segment)) {
      group.segments.push(segment);
      group.length += length;
      group.last = segment;
    } else groups.push({ segments: [segment], last: segment, length });
  }
  return groups.map((group) => group.segments);
}

function belongsTo(
  { last, length }: { readonly last: Segment; readonly length: number },
  segment: Segment,
): boolean {
  return (
    last.speaker === segment.speaker && segment.start - last.end < paragraphPause && length < paragraphLength
  );
}
