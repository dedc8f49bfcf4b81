import { averageEmbedding, type HeardVoice } from './join-voices.ts';
import { compareEmbeddings } from './voice-embedding.ts';

/** Somebody whose voice is known, by one sample or several. */
export interface KnownVoice<Id> {
  readonly id: Id;
  readonly samples: readonly HeardVoice[];
}

/** A speaker of a recording that is done. */
export interface HeardSpeaker extends HeardVoice {
  /** `S1`, … */
  readonly id: string;
}

/**
 * The cosine from which two whole voices of two recordings are one person. It is higher than within one recording, where
 * room and microphone are the same: a wrong name is worse than none.
 */
const knownAgain = 0.55;
/** Seconds of speech under which nobody is known again. */
export const enoughToKnow = 3;

/**
 * Whose voices the speakers of a recording have: by speaker. The surest go first; nobody is two speakers of one recording.
 * Voices that another model measured are not compared.
 */
export function matchVoices<Id>(
  speakers: readonly HeardSpeaker[],
  voices: readonly KnownVoice<Id>[],
): Map<string, Id> {
  const pairs = speakers
    .filter(({ seconds }) => seconds >= enoughToKnow)
    .flatMap((speaker) =>
      voices.map((voice) => ({ speaker: speaker.id, voice: voice.id, likeness: compare(speaker, voice) })),
    )
    .filter(({ likeness }) => likeness >= knownAgain)
    .toSorted((one, other) => other.likeness - one.likeness);
  const matched = new Map<string, Id>();
  const taken = new Set<Id>();
  for (const { speaker, voice } of pairs) {
    if (matched.has(speaker) || taken.has(voice)) continue;
    matched.set(speaker, voice);
    taken.add(voice);
  }
  return matched;
}

function compare<Id>({ embedding }: HeardSpeaker, { samples }: KnownVoice<Id>): number {
  const alike = samples.filter((sample) => sample.embedding.length === embedding.length);
  return alike.length === 0 ? 0 : compareEmbeddings(embedding, averageEmbedding(alike));
}
