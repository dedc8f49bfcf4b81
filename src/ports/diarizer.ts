/**
 * Tells voices apart: who speaks when, without knowing who they are. An adapter's module exports one
 * `DiarizerAdapter`; it is loaded inside an engine host.
 */
export interface DiarizerAdapter {
  readonly name: string;
  /** Looks, without loading anything, whether what it needs is installed; rejects with `engine-missing`. */
  check(): Promise<void>;
  /** Rejects with `model-missing`, `model-corrupt`, `engine-missing`. */
  load(settings: DiarizerSettings): Promise<Diarizer>;
}

export interface DiarizerSettings {
  /** Folders of the models that find turns, and that tell how a voice sounds; absent where none is needed. */
  readonly segmentationDirectory?: string;
  readonly embeddingDirectory?: string;
  readonly threads: number;
}

export interface Diarizer {
  readonly description: DiarizerDescription;
  /**
   * Finds the voices in one block of at most `description.maxBlockSeconds`. Times in the answer count from its start.
   * May be repeated. Rejects with `engine-failed`, `engine-host-died`, `cancelled`.
   */
  diarize(block: { readonly samples: Float32Array }, options: DiarizeOptions): Promise<DiarizedBlock>;
  close(): Promise<void>;
}

export interface DiarizerDescription {
  readonly diarizer: string;
  /** Those that it was loaded with, where it has any. */
  readonly models?: string;
  readonly maxBlockSeconds: number;
}

export interface DiarizeOptions {
  /** The number of speakers where it is known and the block is the whole recording. */
  readonly speakers?: number;
  readonly signal?: AbortSignal;
}

export interface DiarizedBlock {
  /** In order of their starts; those of different voices may overlap. */
  readonly turns: readonly { readonly start: number; readonly end: number; readonly voice: number }[];
  /** Every voice of the turns, by its number. */
  readonly voices: readonly {
    readonly voice: number;
    /** Of speech. */
    readonly seconds: number;
    /** Of length 1: the cosine of two is how alike they sound. */
    readonly embedding: Float32Array;
  }[];
}
