import type { WrittenTranscript } from '../transcript.ts';
import type { FormatOptions } from './format-options.ts';
import { nameSpeaker } from './name-speaker.ts';
import { wordSegment } from './word-segment.ts';

/**
 * Whisper's own: milliseconds and text, tabs and line breaks in the text turned to blanks. Where speakers were told
 * apart, a fourth column names them: readers of the first three go on as before.
 */
export function formatTsv(transcript: WrittenTranscript, options: FormatOptions = {}): string {
  const spoken = transcript.segments.some(({ speaker }) => speaker !== undefined);
  const rows = transcript.segments.map((segment) => [
    Math.round(segment.start * 1000),
    Math.round(segment.end * 1000),
    wordSegment(segment, options),
    ...(spoken ? [segment.speaker ? nameSpeaker(segment.speaker, transcript, options.texts) : ''] : []),
  ]);
  const title = ['start', 'end', 'text', ...(spoken ? ['speaker'] : [])];
  return [title, ...rows].map((row) => `${row.join('\t')}\n`).join('');
}
