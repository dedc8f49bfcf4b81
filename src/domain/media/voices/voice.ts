import type { RecordingId, VoiceId } from '../../../core/ids.ts';

/** Somebody whose voice is known again, under a name that the speakers of recordings get. */
export interface KnownPerson {
  readonly id: VoiceId;
  readonly name: string;
  readonly createdAt: Date;
  /** Who said that the person agreed; undefined: a program, or somebody who belongs to the tenant no more. */
  readonly madeBy: string | undefined;
  /** Recordings in which the voice was known again. */
  readonly recognised: number;
  /** The oldest first. */
  readonly samples: readonly VoiceSample[];
}

/** What the voice sounded like in one recording. */
export interface VoiceSample {
  readonly id: string;
  /** Undefined once it is deleted: the sample stays. */
  readonly recording: { readonly id: RecordingId; readonly fileName: string } | undefined;
  readonly speaker: string;
  /** Of speech. */
  readonly seconds: number;
  readonly createdAt: Date;
}

export const mostVoices = 200;
export const mostSamples = 20;
