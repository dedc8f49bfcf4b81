import { runInSlices } from '../../core/run-in-slices.ts';
import type { Transcript } from '../speech/transcript.ts';
import { countLetterEdits } from './count-letter-edits.ts';
import { countWordEdits, type WordEdits } from './count-word-edits.ts';
import { lettersForScoring, splitForScoring } from './normalise-text.ts';
import { type SpeakerErrors, type SpeakerTurn, scoreSpeakers } from './score-speakers.ts';

/** How far a transcript is from its reference. */
export interface Score {
  /** `total`: of the reference. Absent where it has no text. */
  readonly words?: WordEdits & { readonly total: number };
  readonly letters?: { readonly errors: number; readonly total: number };
  /** Where the reference says who speaks. */
  readonly speakers?: SpeakerErrors;
}

/** Compares a transcript with what was said, and by whom. Rejects with the signal's reason when that fires. */
export async function scoreTranscript(
  transcript: Pick<Transcript, 'text' | 'segments'>,
  reference: { readonly text?: string; readonly turns?: readonly SpeakerTurn[] },
  signal?: AbortSignal,
): Promise<Score> {
  const { text, turns } = reference;
  return {
    ...(text === undefined ? {} : await compareTexts(text, transcript.text, signal)),
    ...(turns ? { speakers: scoreSpeakers(turns, listTurns(transcript)) } : {}),
  };
}

async function compareTexts(
  reference: string,
  text: string,
  signal: AbortSignal | undefined,
): Promise<Pick<Score, 'words' | 'letters'>> {
  const wanted = splitForScoring(reference);
  const heard = splitForScoring(text);
  const words = await runInSlices(countWordEdits(wanted, heard), signal);
  const letters = lettersForScoring(wanted);
  const errors = await runInSlices(countLetterEdits(letters, lettersForScoring(heard)), signal);
  return { words: { ...words, total: wanted.length }, letters: { errors, total: letters.length } };
}

/** Who is named for which time: segments of speech of which nothing could be made count as well. */
function listTurns({ segments }: Pick<Transcript, 'segments'>): SpeakerTurn[] {
  return segments.flatMap(({ end, speaker, start }) =>
    speaker === undefined ? [] : [{ speaker, start, end }],
  );
}
