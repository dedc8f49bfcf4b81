import type { Segment } from '../../../wire/event-message.ts';
import { joinTexts } from '../join-texts.ts';
import type { Transcript } from '../transcript.ts';
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
export function makeParagraphs(transcript: Transcript, options: FormatOptions): Paragraph[] {
  const groups: Group[] = [];
  for (const segment of transcript.segments) {
    const text = wordSegment(segment, options);
    if (text === '') continue;
    const group = groups.at(-1);
    if (group && belongsTo(group, segment)) {
      group.texts.push(text);
      group.length += text.length;
      group.last = segment;
    } else groups.push({ first: segment, last: segment, texts: [text], length: text.length });
  }
  return groups.map(({ first, texts }) => ({
    start: first.start,
    text: joinTexts(texts),
    ...(first.speaker ? { speaker: nameSpeaker(first.speaker, transcript, options.texts) } : {}),
  }));
}

interface Group {
  readonly first: Segment;
  last: Segment;
  readonly texts: string[];
  length: number;
}

function belongsTo({ last, length }: Group, segment: Segment): boolean {
  return (
    last.speaker === segment.speaker && segment.start - last.end < paragraphPause && length < paragraphLength
  );
}
