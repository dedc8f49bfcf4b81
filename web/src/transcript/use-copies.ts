import { formatClock } from '../texts/formats.ts';
import { type CopyOptions, writeCopy } from './copy/write-copy.ts';
import type { Segment } from './queries.ts';
import type { FindSpeaker } from './speakers.ts';
import { useCopy } from './use-desk.ts';

/** Ways to take the text, or parts of it, elsewhere. */
export function useCopies(segments: readonly Segment[], findSpeaker: FindSpeaker) {
  const copy = useCopy();
  const write = (some: readonly Segment[], options: CopyOptions) =>
    writeCopy(some, options, { findSpeaker, formatTime: formatClock });
  return {
    whole: (options: CopyOptions) => copy(write(segments, options)),
    segment: (index: number) =>
      copy(segments.find((one) => one.index === index)?.text ?? '', 'web-copied-part'),
    some: (indexes: ReadonlySet<number>) =>
      copy(
        write(
          segments.filter(({ index }) => indexes.has(index)),
          { speakers: true, times: false },
        ),
        'web-copied-part',
      ),
    words: (words: string) => copy(words, 'web-copied-part'),
  };
}
