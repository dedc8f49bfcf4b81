import type { Transcript, TranscriptFormat } from '../transcript.ts';
import { formatJson } from './json.ts';
import { formatSrt } from './srt.ts';
import { formatTsv } from './tsv.ts';
import { formatTxt } from './txt.ts';
import { formatVtt } from './vtt.ts';
import type { FormatOptions } from './word-notes.ts';

/** Writes a transcript in one of the formats; the answer ends with a newline unless it is empty. */
export function formatTranscript(
  transcript: Transcript,
  format: TranscriptFormat,
  options: FormatOptions = {},
): string {
  return formatters[format](transcript, options);
}

/** What HTTP says of each format. */
export const contentTypes: Readonly<Record<TranscriptFormat, string>> = {
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  srt: 'application/x-subrip; charset=utf-8',
  vtt: 'text/vtt; charset=utf-8',
  tsv: 'text/tab-separated-values; charset=utf-8',
};

const formatters: Readonly<
  Record<TranscriptFormat, (transcript: Transcript, options: FormatOptions) => string>
> = {
  json: formatJson,
  txt: formatTxt,
  srt: formatSrt,
  vtt: formatVtt,
  tsv: formatTsv,
};
