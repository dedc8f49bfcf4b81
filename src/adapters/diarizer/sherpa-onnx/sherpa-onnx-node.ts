/** What we use of the npm package sherpa-onnx-node, which brings no types of its own. */
export interface SherpaSpeakers {
  readonly OfflineSpeakerDiarization: new (config: SherpaDiarizerConfig) => SherpaDiarizer;
  readonly SpeakerEmbeddingExtractor: new (config: SherpaEmbedderConfig) => SherpaEmbedder;
}

/** The package's native part, `sherpa-onnx-node/addon.js`. */
export interface SherpaAddon {
  /** Off the event loop; the callback is told of embeddings done and in all. The class has only the call that blocks. */
  offlineSpeakerDiarizationProcessAsync?(
    handle: unknown,
    samples: Float32Array,
    callback: (done: number, all: number) => number,
  ): Promise<SherpaTurn[]>;
}

export interface SherpaEmbedderConfig {
  readonly model: string;
  readonly numThreads: number;
  readonly provider: 'cpu';
  readonly debug: boolean;
}

export interface SherpaDiarizerConfig {
  readonly segmentation: {
    readonly pyannote: { readonly model: string };
    readonly numThreads: number;
    readonly provider: 'cpu';
    readonly debug: boolean;
  };
  readonly embedding: SherpaEmbedderConfig;
  readonly clustering: SherpaClustering;
  /** Seconds: shorter turns are dropped, and shorter gaps within one voice closed. */
  readonly minDurationOn: number;
  readonly minDurationOff: number;
}

export interface SherpaClustering {
  /** -1: by the threshold. */
  readonly numClusters: number;
  /** Cosine distance from which voices are two. */
  readonly threshold: number;
}

export interface SherpaDiarizer {
  readonly handle: unknown;
  readonly sampleRate: number;
  setConfig(config: { readonly clustering: SherpaClustering }): void;
}

export interface SherpaTurn {
  readonly start: number;
  readonly end: number;
  readonly speaker: number;
}

export interface SherpaEmbedder {
  readonly dim: number;
  createStream(): {
    acceptWaveform(wave: { sampleRate: number; samples: Float32Array }): void;
    inputFinished(): void;
  };
  isReady(stream: ReturnType<SherpaEmbedder['createStream']>): boolean;
  compute(stream: ReturnType<SherpaEmbedder['createStream']>, externalBuffer: boolean): Float32Array;
}
