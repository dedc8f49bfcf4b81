import type { Transcript } from '../transcript.ts';

/** Whisper's own: milliseconds and text, tabs and line breaks in the text turned to blanks. */
export function formatTsv(transcript: Transcript): string {
  const rows = transcript.segments.map((segment) =>
    [
      Math.round(segment.start * 1000),
      Math.round(segment.end * 1000),
      segment.text.replace(/\s+/g, ' ').trim(),
    ].join('\t'),
  );
  return `${['start\tend\ttext', ...rows].join('\n')}\n`;
}
