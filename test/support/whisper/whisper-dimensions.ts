/** Sizes of a Whisper model; encoder and decoder have the same width. */
export interface WhisperDimensions {
  readonly width: number;
  readonly heads: number;
  readonly encoderLayers: number;
  readonly decoderLayers: number;
}

/** Small enough to be made anew for each test, with a head as wide as in every real model. */
export const smallest: WhisperDimensions = { width: 64, heads: 1, encoderLayers: 1, decoderLayers: 1 };

/** Those of `whisper-small`. */
export const small: WhisperDimensions = { width: 768, heads: 12, encoderLayers: 12, decoderLayers: 12 };

export const mels = 80;
/** Positions of the encoder: 30 s. */
export const audioPositions = 1500;
export const textPositions = 448;

/** The multilingual vocabulary, by the numbers of its special tokens. */
export const vocabulary = {
  size: 51_865,
  end: 50_257,
  start: 50_258,
  english: 50_259,
  translate: 50_358,
  transcribe: 50_359,
  noSpeech: 50_362,
  noTimestamps: 50_363,
  /** `<|0.00|>`; each further token is 0.02 s later. */
  firstTimestamp: 50_364,
} as const;

/**
 * A model that says what it is told to: its embedding of position p points at the embedding of the token that follows
 * there, so much stronger than all else that the weights of the layers change nothing. Token → dimension.
 */
export function assignDimensions(script: readonly number[], width: number): Map<number, number> {
  const tokens = [...new Set(script)];
  if (tokens.length > width - 1)
    throw new Error(`${tokens.length} tokens do not fit into a width of ${width}`);
  return new Map(tokens.map((token, index) => [token, index + 1]));
}
