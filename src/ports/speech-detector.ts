/**
 * Tells frames of speech from all other sound. An adapter's module exports one `SpeechDetectorAdapter`; those with a
 * model are loaded inside an engine host.
 */
export interface SpeechDetectorAdapter {
  readonly name: string;
  /** Rejects with `model-missing`, `model-corrupt`, `engine-missing`. */
  load(settings: DetectorSettings): Promise<SpeechDetector>;
}

export interface DetectorSettings {
  /** The model's file; absent for detectors that need none. */
  readonly modelFile?: string;
}

/** Listens to one recording from its beginning: it remembers what it heard. */
export interface SpeechDetector {
  readonly name: string;
  /** Samples of a frame, at 16 kHz. */
  readonly frameLength: number;
  /**
   * Judges the next frames, which follow the last ones without a gap: 1 for each with speech in it, else 0. The last
   * frame of a recording may be short. Calls come one after the other. Rejects with `engine-host-died`, `cancelled`.
   */
  judge(samples: Float32Array, signal?: AbortSignal): Promise<Uint8Array>;
  /** Lets go of what it remembers. */
  close(): Promise<void>;
}
