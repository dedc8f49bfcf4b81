import { formatTimestamp } from '../../../core/time.ts';
import type { WrittenTranscript } from '../transcript.ts';
import type { FormatOptions } from './format-options.ts';
import { makeCues } from './make-cues.ts';

/**
 * SubRip; a speaker's first words begin with their name. It has no escapes: an arrow in the text would be taken for a
 * time line, so it becomes `→`.
 */
export async function formatSrt(
  transcript: WrittenTranscript,
  { texts }: FormatOptions = {},
): Promise<string> {
  const cues = await makeCues(transcript, { labels: true, ...(texts ? { texts } : {}) });
  return cues
    .map((cue, index) => {
      const lines = cue.lines.map((line) => line.replaceAll('-->', '→'));
      return `${index + 1}\n${formatTimestamp(cue.start, ',')} --> ${formatTimestamp(cue.end, ',')}\n${lines.join('\n')}\n`;
    })
    .join('\n');
}
