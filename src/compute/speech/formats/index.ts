import type { TranscriptFormat, WrittenTranscript } from '../transcript.ts';
import { formatDocx } from './docx.ts';
import type { FormatOptions } from './format-options.ts';
import { formatJson } from './json.ts';
import { formatSrt } from './srt.ts';
import { formatTsv } from './tsv.ts';
import { formatTxt } from './txt.ts';
import { formatVtt } from './vtt.ts';

export type { FormatOptions } from './format-options.ts';

/** Bytes for `docx`, text for the others. */
export type Formatted<Format extends TranscriptFormat> = Format extends 'docx' ? Uint8Array : string;

/**
 * Writes a transcript in one of the formats; a text ends with a newline unless it is empty. Long transcripts are
 * written with pauses, so that whoever else runs in this process gets a turn.
 */
export async function formatTranscript<Format extends TranscriptFormat>(
  transcript: WrittenTranscript,
  format: Format,
  options: FormatOptions = {},
): Promise<Formatted<Format>> {
  return (await formatters[format](transcript, options)) as Formatted<Format>;
}

/** What HTTP says of each format. */
export const contentTypes: Readonly<Record<TranscriptFormat, string>> = {
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  srt: 'application/x-subrip; charset=utf-8',
  vtt: 'text/vtt; charset=utf-8',
  tsv: 'text/tab-separated-values; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

const formatters: {
  readonly [Format in TranscriptFormat]: (
    transcript: WrittenTranscript,
    options: FormatOptions,
  ) => Formatted<Format> | Promise<Formatted<Format>>;
} = {
  json: formatJson,
  txt: formatTxt,
  srt: formatSrt,
  vtt: formatVtt,
  tsv: formatTsv,
  docx: formatDocx,
};
