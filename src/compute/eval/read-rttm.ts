import type { SpeakerTurn } from './score-speakers.ts';

/**
 * Turns of an RTTM file: `SPEAKER <file> <channel> <start> <seconds> <NA> <NA> <speaker> …`. Lines of other kinds are
 * passed over. Throws `Error` with the line that cannot be read.
 */
export function readRttm(text: string): SpeakerTurn[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const fields = line.trim().split(/\s+/);
    if (fields[0] !== 'SPEAKER') return [];
    const [start, seconds] = [Number(fields[3]), Number(fields[4])];
    const speaker = fields[7];
    if (!Number.isFinite(start) || !Number.isFinite(seconds) || seconds < 0 || speaker === undefined) {
      throw new Error(`line ${index + 1}: ${line.slice(0, 100)}`);
    }
    return [{ speaker, start, end: start + seconds }];
  });
}
