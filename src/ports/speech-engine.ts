/**
 * Turns pieces of speech into words. An adapter's module exports one `SpeechEngineAdapter`; it is loaded inside
 * the engine host, a process of its own, because a bad model file ends the process that loads it (measured:
 * exit 255 and 134, no exception). The rest of the program sees `SpeechEngines`, which keeps hosts warm.
 */
export interface SpeechEngineAdapter {
  readonly name: string;
  /** Looks, without loading anything, whether the engine itself is installed; rejects with `engine-missing`. */
  check(): Promise<void>;
  /** Loads a model; rejects with `model-corrupt`, `model-missing`, `engine-missing`. */
  load(settings: EngineSettings): Promise<SpeechEngine>;
}

export interface EngineSettings {
  /** The model's name in the catalogue. */
  readonly model: string;
  /** Folder with the model's files; absent for engines that bring their own. */
  readonly modelDirectory?: string;
  readonly threads: number;
  /** Settings of one engine only, by name, already checked by `config`. */
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
  readonly capabilities: EngineCapabilities;
}

export interface EngineCapabilities {
  /** Gives start and end of each word. */
  readonly wordTimes: boolean;
  readonly confidence: boolean;
  /** Says which language it heard. */
  readonly detectsLanguage: boolean;
}

export interface SpeechPiece {
  /** 16 kHz mono in [-1, 1]. */
  readonly samples: Float32Array;
}

export interface RecogniseOptions {
  /** ISO 639-1 code; absent: the engine finds out or assumes its own. */
  readonly language?: string;
  readonly signal?: AbortSignal;
}

export interface RecognisedPiece {
  readonly text: string;
  readonly words: readonly RecognisedWord[];
  readonly language?: string;
}

export interface RecognisedWord {
  readonly text: string;
  /** Seconds from the start of the piece. */
  readonly start: number;
  readonly end: number;
  readonly confidence?: number;
}

/** The engines of this installation, seen from a task. */
export interface SpeechEngines {
  /**
   * Gives a warm engine for the request: the named one, or the best installed for the language. Rejects with
   * `engine-unknown`, `model-unknown`, `language-unsupported`, `model-missing`, `model-corrupt`, `engine-missing`.
   * `fallback` in the answer says that the configured default could not be had, and why.
   */
  open(request: EngineRequest, signal?: AbortSignal): Promise<OpenedEngine>;
  /** What would be opened for a request that names nothing; rejects when nothing can start. */
  check(): Promise<{ engine: string; model: string }>;
  close(): Promise<void>;
}

export interface EngineRequest {
  readonly engine?: string;
  readonly model?: string;
  /** ISO 639-1 code; absent: automatic. */
  readonly language?: string;
}

export interface OpenedEngine {
  readonly engine: SpeechEngine;
  readonly fallback?: { readonly wanted: string; readonly reason: string };
}
