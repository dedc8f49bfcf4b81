import type { Logger } from '../core/logger.ts';
import type { HostLimits } from './client.ts';
import type { EngineName } from './engines.ts';

export interface SpeechEnginesOptions {
  /** Engine for requests that name none; `auto`: transcription servers, else the default model, else pocketsphinx. */
  readonly engine: 'auto' | EngineName;
  /** Model for requests that name none. */
  readonly model: string;
  /** Model or engine for requests in a language, by its ISO 639-1 code; `*`: for all other languages. */
  readonly routes?: Readonly<Record<string, string>>;
  readonly modelsDirectory: string;
  /** Of one piece; 0: as the engine uses the cores best. */
  readonly threads: number;
  /** Where models run; the processor when absent. `auto`: the graphics card where there is one that can be used. */
  readonly device?: Device;
  /** Which of a model's files are taken where it has both. */
  readonly computeType?: 'int8' | 'float' | undefined;
  /** Cores that all pieces together may keep busy; those of the machine when absent. */
  readonly cores?: number;
  /** Memory for all models together; no limit when absent. */
  readonly megabytes?: number;
  /** Seconds without use after which a model is unloaded; absent or 0: never. */
  readonly idle?: number;
  /** The whole environment of the hosts: what they need, no secret. */
  readonly environment: Readonly<Record<string, string>>;
  /** CPU seconds that the scripted engine burns per second of audio. */
  readonly scriptedCpuSeconds?: number;
  /** What tells voices apart; `auto` when absent: the installed models, else none. */
  readonly diarizer?: 'auto' | 'sherpa-onnx' | 'scripted';
  /** What tells speech from all else; `energy` when absent. `auto`: silero, or energy where that cannot be had. */
  readonly detector?: 'auto' | 'silero' | 'energy';
  /** Takes the fastest installed model that knows the language before the default one. */
  readonly preferFast?: boolean;
  /** whisper.cpp's `whisper-server`; looked for on the PATH when absent. */
  readonly whisperCppServer?: string | undefined;
  /** A server that speaks OpenAI's audio API; absent: none. */
  readonly openaiCompatible?:
    | { readonly url: string; readonly key?: string | undefined; readonly model: string }
    | undefined;
  /** Other installations that recognise for this one; absent or without addresses: none. */
  readonly transcribeServers?: { readonly urls: readonly string[]; readonly key?: string | undefined };
  /**
   * Gets what is missing, where that is allowed: the default model before it is used for the first time, and
   * pocketsphinx before it is used. Rejects with the reason, which is believed for ten minutes. Absent: nothing
   * is fetched.
   */
  readonly prepare?: (missing: Missing, signal: AbortSignal) => Promise<void>;
  readonly limits?: Partial<HostLimits>;
  /** Models kept in memory at once, beyond which those not in use are unloaded; any number when absent. */
  readonly maxHosts?: number;
  readonly logger?: Logger;
}

export type Device = 'cpu' | 'cuda' | 'auto';

export interface Missing {
  readonly engine: EngineName;
  readonly model: string;
}
