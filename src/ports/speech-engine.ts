import type { Diarizer } from './diarizer.ts';
import type { SpeechDetector } from './speech-detector.ts';

/**
 * Turns pieces of speech into words. An adapter's module exports one `SpeechEngineAdapter`; it is loaded inside
 * the engine host, a process of its own, because a bad model file ends the process that loads it (measured:
 * exit 255 and 134, no exception). The rest of the program sees `SpeechEngines`, which keeps hosts warm.
 */
export interface SpeechEngineAdapter {
  readonly name: string;
  /**
   * Looks, without loading anything, whether the engine itself is installed; rejects with `engine-missing`. `extra` as
   * in its settings.
   */
  check(extra?: EngineSettings['extra']): Promise<void>;
  /** Loads a model; rejects with `model-corrupt`, `model-missing`, `engine-missing`. */
  load(settings: EngineSettings): Promise<SpeechEngine>;
}

export interface EngineSettings {
  /** The model's name in the catalogue. */
  readonly model: string;
  /** Folder with the model's files; absent for engines that bring their own. */
  readonly modelDirectory?: string;
  /** Of one piece. */
  readonly threads: number;
  /** Pieces that it may be given at once, 1 when absent: cores divided by threads. It says in `description.streams` how many it takes. */
  readonly streams?: number;
  /**
   * Settings by name, already checked by `config`, most of one engine only. `provider` (`cpu`, `cuda`) is where it
   * computes, the processor when absent; `compute` (`int8`, `float`) which of a model's files it takes where it has both.
   */
  readonly extra: Readonly<Record<string, string | number | boolean>>;
}

export interface SpeechEngine {
  readonly description: EngineDescription;
  /**
   * Recognises one piece. Times in the answer count from the start of the piece. May be repeated. Rejects with
   * `engine-failed`, with `cancelled` when the signal fires, and (from the host's side) with `engine-host-died`.
   */
  recognise(piece: SpeechPiece, options: RecogniseOptions): Promise<RecognisedPiece>;
  close(): Promise<void>;
}

export interface EngineDescription {
  readonly engine: string;
  readonly model: string;
  /** ISO 639-1 codes, or `any`. */
  readonly languages: readonly string[] | 'any';
  /** Longest piece it takes, in seconds. */
  readonly maxPieceSeconds: number;
  readonly quality: 'full' | 'low';
  /** Pieces that it works on at once with a gain, with the threads it was loaded with. */
  readonly streams: number;
  readonly capabilities: EngineCapabilities;
}

export interface EngineCapabilities {
  /** Gives start and end of each word. */
  readonly wordTimes: boolean;
  readonly confidence: boolean;
  /** Says which language it heard. */
  readonly detectsLanguage: boolean;
  /** Listens more closely for `RecogniseOptions.hotWords`. */
  readonly hotWords: boolean;
}

export interface SpeechPiece {
  /** 16 kHz mono in [-1, 1]. */
  readonly samples: Float32Array;
}

export interface RecogniseOptions {
  /** ISO 639-1 code; absent: the engine finds out or assumes its own. */
  readonly language?: string;
  /** Words that are likely to be said; without the capability they change nothing. */
  readonly hotWords?: readonly string[];
  /** The first answer was no speech but a loop: the engine decodes with other settings, where it has any. */
  readonly again?: boolean;
  readonly signal?: AbortSignal;
}

export interface RecognisedPiece {
  readonly text: string;
  readonly words: readonly RecognisedWord[];
  readonly language?: string;
  /** How sure the engine is, 0 to 1, that nobody speaks in the piece although it wrote words down. */
  readonly noSpeech?: number;
  /** The engine heard it again with other settings by itself, and nothing could be made of it. */
  readonly unintelligible?: true;
}

export interface RecognisedWord {
  readonly text: string;
  /** Seconds from the start of the piece. */
  readonly start: number;
  readonly end: number;
  readonly confidence?: number;
}

/** What computes on speech in this installation, seen from a task: all of it but the first runs in engine hosts. */
export interface SpeechEngines {
  /**
   * Gives a warm engine for the request: the named one, or the best installed for the language. Rejects with
   * `engine-unknown`, `model-unknown`, `language-unsupported`, `model-missing`, `model-corrupt`, `engine-missing`,
   * `model-too-large`, `memory-short`, `provider-missing`. `fallback` in the answer says that what was wanted could not be had, and why.
   */
  open(request: EngineRequest, signal?: AbortSignal): Promise<OpenedEngine>;
  /**
   * Begins to listen to one recording for speech. Unless one is demanded by setting, it never rejects for a missing or
   * broken model: the detector that needs none stands in, and `fallback` says why. Where `wanted` names the one that an
   * earlier run had, that is given if it can be had at once, whatever the setting says.
   */
  openDetector(signal?: AbortSignal, wanted?: string): Promise<OpenedDetector>;
  /** Rejects with `diarizer-missing` {detail} where voices cannot be told apart here, `model-corrupt`, `memory-short`. */
  openDiarizer(signal?: AbortSignal): Promise<Diarizer>;
  /** The language of a piece by its sound, an ISO 639-1 code; nothing where no installed model can tell. */
  identifyLanguage(piece: SpeechPiece, signal?: AbortSignal): Promise<string | undefined>;
  /** What would be opened for a request, one that names nothing when absent; rejects as `open`, and fetches nothing. */
  check(request?: EngineRequest): Promise<ForeseenEngine>;
  close(): Promise<void>;
}

export interface EngineRequest {
  readonly engine?: string;
  readonly model?: string;
  /** ISO 639-1 code; absent: automatic. */
  readonly language?: string;
  /** Seconds of sound that are to be heard, about: of several recordings in work the one with the least left goes first. */
  readonly seconds?: number;
}

export interface Fallback {
  readonly wanted: string;
  readonly reason: string;
}

export interface ForeseenEngine {
  readonly engine: string;
  readonly model: string;
  readonly fallback?: Fallback;
}

export interface OpenedEngine {
  readonly engine: SpeechEngine;
  readonly fallback?: Fallback;
}

export interface OpenedDetector {
  readonly detector: SpeechDetector;
  readonly fallback?: Fallback;
}
