import type { Segment } from '../queries.ts';
import type { FindSpeaker } from '../speakers.ts';

/** What goes along with the words. */
export interface CopyOptions {
  readonly speakers: boolean;
  readonly times: boolean;
}

/** Segments as people paste them: a paragraph for whoever speaks, until somebody else does; with times one for each. */
export function writeCopy(
  segments: readonly Pick<Segment, 'start' | 'text' | 'speaker'>[],
  { speakers, times }: CopyOptions,
  { findSpeaker, formatTime }: { findSpeaker: FindSpeaker; formatTime: (seconds: number) => string },
): string {
  const paragraphs: { speaker: string | undefined; text: string }[] = [];
  for (const { speaker, start, text } of segments.filter((segment) => segment.text !== '')) {
    const last = paragraphs.at(-1);
    const goesOn = last?.speaker === speaker && paragraphs.length > 0;
    const name = speakers && !goesOn ? findSpeaker(speaker)?.name : undefined;
    const head = [times && `[${formatTime(start)}]`, name && `${name}:`].filter(Boolean).join(' ');
    if (last && goesOn && !times) last.text += ` ${text}`;
    else paragraphs.push({ speaker, text: head ? `${head} ${text}` : text });
  }
  return paragraphs.map(({ text }) => text).join(times ? '\n' : '\n\n');
}
