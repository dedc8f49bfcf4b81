import type { Transcript } from '../../../compute/speech/transcript.ts';
import type { TranscriptionOptions } from '../../../wire/transcription-options.ts';
import type { Input } from './inputs.ts';
import type { Progress } from './progress.ts';

/** The command line of `efir transcribe`. */
export interface TranscribeOptions {
  readonly files: readonly string[];
  readonly format?: readonly string[];
  readonly output?: string;
  readonly times?: boolean;
  readonly language?: string;
  readonly engine?: string;
  readonly model?: string;
  readonly diarize?: boolean;
  /** Numbers, as text. */
  readonly speakers?: string;
  readonly minSpeakers?: string;
  readonly maxSpeakers?: string;
  readonly byChannel?: boolean;
  readonly hotWord?: readonly string[];
  /** A file of hot words and spellings. */
  readonly vocabulary?: string;
  /** A number, as text: where in a server's queue it goes. */
  readonly priority?: string;
  readonly server?: string;
  readonly key?: string;
  readonly callbackUrl?: string;
}

/** The same, read and checked. */
export interface CheckedOptions extends TranscribeOptions {
  readonly asked: TranscriptionOptions;
}

/** Writes recordings down, here or on a server. */
export interface Transcriber {
  transcribe(input: Input, progress: Progress): Promise<Transcript>;
  close(): Promise<void>;
}
