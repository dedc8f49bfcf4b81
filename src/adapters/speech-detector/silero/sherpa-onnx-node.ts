/** What we use of the npm package sherpa-onnx-node for finding speech; it brings no types of its own. */
export type VadConstructor = new (config: VadConfig, bufferSeconds: number) => Vad;

export interface VadConfig {
  readonly sileroVad: {
    readonly model: string;
    readonly threshold: number;
    /** Seconds; 0 stands for a standard of the library's. */
    readonly minSilenceDuration: number;
    readonly minSpeechDuration: number;
    readonly maxSpeechDuration: number;
    /** Samples. */
    readonly windowSize: number;
  };
  readonly sampleRate: number;
  readonly numThreads: number;
  readonly provider: 'cpu';
  readonly debug: boolean;
}

export interface Vad {
  acceptWaveform(samples: Float32Array): void;
  /** Whether the last window is speech. */
  isDetected(): boolean;
  /** Ends the utterance that it is gathering. */
  flush(): void;
  /** Drops gathered utterances. */
  clear(): void;
  /** Forgets everything but the network. */
  reset(): void;
}
