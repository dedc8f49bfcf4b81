import { formatTimestamp } from '../../../core/time.ts';
import type { Transcript } from '../transcript.ts';
import { makeCues } from './make-cues.ts';

/** SubRip. It has no escapes: an arrow in the text would be taken for a time line, so it becomes `→`. */
export function formatSrt(transcript: Transcript): string {
  return makeCues(transcript.segments)
    .map((cue, index) => {
      const lines = cue.lines.map((line) => line.replaceAll('-->', '→'));
      return `${index + 1}\n${formatTimestamp(cue.start, ',')} --> ${formatTimestamp(cue.end, ',')}\n${lines.join('\n')}\n`;
    })
    .join('\n');
}
