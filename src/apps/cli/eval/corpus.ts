import type { SpeakerTurn } from '../../../compute/eval/score-speakers.ts';

/** A recording with what was said in it, by whom, or both. */
export interface Sample {
  /** Its path within the corpus: what results are kept under. */
  readonly name: string;
  readonly path: string;
  readonly text?: string;
  readonly turns?: readonly SpeakerTurn[];
  /** ISO 639-1 code, where the corpus says. */
  readonly language?: string;
}

/** What was found and cannot be used: nothing says which recording, or what is said in it; a reference is unreadable. */
export interface Unusable {
  readonly name: string;
  readonly problem: 'no-recording' | 'no-reference' | 'language-unknown' | 'reference-unreadable';
  /** The language, or what the system or the reader says. */
  readonly detail: string;
}

export type Entry = Sample | Unusable;

export function isSample(entry: Entry): entry is Sample {
  return 'path' in entry;
}

/** Endings of recordings that lie beside a text of the same name. */
export const audioEndings: readonly string[] =
  '.wav .flac .mp3 .ogg .opus .oga .m4a .aac .mp4 .mkv .webm .wma .amr .aif .aiff .3gp .mov .avi'.split(' ');
