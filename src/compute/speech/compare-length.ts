import { EfirError } from '../../core/errors.ts';
import type { MediaFacts, Note } from '../../wire/event-message.ts';
import { note } from './stages/assemble.ts';

/**
 * Less than this part of the announced length is an error: a fifth or more was lost, most likely in an upload or a copy
 * that was cut, and the transcript would pass for the whole.
 */
const grossly = 0.8;
/** Seconds that count for nothing even in the shortest clip: a few codec frames. */
const granularity = 0.5;
/** What encoder padding, edit lists and rounding in headers make of a healthy file: 2 s or 2 %. */
const toleranceSeconds = 2;
const tolerancePart = 0.02;

/**
 * Compares the length that a file announces with what came out, in seconds: a decoder ends a cut file without a word.
 * Answers a `shorter-than-announced` {announced, decoded} note, an `end-missing` one where the file announces nothing and
 * breaks off, or none; throws `media-truncated` {announced, decoded}. Guessed lengths prove nothing.
 */
export function compareLength(
  facts: Pick<MediaFacts, 'duration' | 'duration_estimated' | 'cut'>,
  decoded: number,
): Note[] {
  const announced = facts.duration;
  const brokenOff = facts.cut ? [note('end-missing')] : [];
  if (announced === 0 || facts.duration_estimated) return brokenOff;
  const missing = announced - decoded;
  const args = { announced: Math.round(announced), decoded: Math.round(decoded) };
  if (decoded < announced * grossly && missing > granularity) throw new EfirError('media-truncated', args);
  if (missing <= Math.max(toleranceSeconds, announced * tolerancePart)) return brokenOff;
  return [note('shorter-than-announced', args)];
}
