/** What we use of the npm package sherpa-onnx-node, which brings no types of its own. */
export interface SherpaOnnx {
  readonly OfflineRecognizer: {
    createAsync(config: SherpaRecognizerConfig): Promise<SherpaRecognizer>;
  };
  readonly SpokenLanguageIdentification: new (config: SherpaIdentifierConfig) => SherpaIdentifier;
}

export interface SherpaIdentifierConfig {
  readonly whisper: { readonly encoder: string; readonly decoder: string };
  readonly numThreads: number;
  readonly provider: 'cpu' | 'cuda';
  readonly debug: boolean;
}

/** Blocks while it listens. */
export interface SherpaIdentifier {
  createStream(): SherpaStream;
  /** Whisper's code, `en`; empty where it cannot tell. */
  compute(stream: SherpaStream): string;
}

export interface SherpaStream {
  acceptWaveform(wave: { sampleRate: number; samples: Float32Array }): void;
}

export interface SherpaRecognizerConfig {
  readonly featConfig: { readonly sampleRate: number; readonly featureDim: number };
  /** Whisper and CTC models take the first only, and end the process over any other. */
  readonly decodingMethod: 'greedy_search' | 'modified_beam_search';
  readonly modelConfig: SherpaModelConfig & {
    readonly tokens: string;
    readonly numThreads: number;
    readonly provider: 'cpu' | 'cuda';
    readonly debug: boolean;
  };
}

/** Exactly one of the kinds. */
export interface SherpaModelConfig {
  readonly transducer?: { readonly encoder: string; readonly decoder: string; readonly joiner: string };
  readonly nemoCtc?: { readonly model: string };
  readonly whisper?: {
    readonly encoder: string;
    readonly decoder: string;
    /** Empty: found out from the sound. */
    readonly language?: string;
    readonly task?: 'transcribe';
    /** Frames of 10 ms; -1: as many as it likes. */
    readonly tailPaddings?: number;
    /** Read by the native binding, though its types do not name it. */
    readonly enableTokenTimestamps?: boolean;
  };
  readonly moonshine?: {
    readonly preprocessor: string;
    readonly encoder: string;
    readonly uncachedDecoder: string;
    readonly cachedDecoder: string;
  };
  readonly modelType?: 'transducer' | 'nemo_transducer';
  /** How words are cut into the model's tokens: for hot words. */
  readonly modelingUnit?: 'bpe';
  readonly bpeVocab?: string;
}

export interface SherpaRecognizer {
  /** With hot words, divided by `/`, where the decoding method is modified_beam_search. */
  createStream(hotWords?: string): SherpaStream;
  setConfig(config: SherpaRecognizerConfig): void;
  /** Off the event loop; several at once run in parallel. */
  decodeAsync(stream: SherpaStream): Promise<SherpaResult>;
}

export interface SherpaResult {
  readonly text: string;
  /** A token that begins a word begins with a space. */
  readonly tokens: readonly string[];
  /** Seconds at which the tokens begin; empty where the model does not tell. */
  readonly timestamps: readonly number[];
  /** Seconds that they last; empty but for TDT models. */
  readonly durations?: readonly number[];
  /** Empty where the decoder does not tell. */
  readonly ys_log_probs?: readonly number[];
  readonly lang?: string;
}
