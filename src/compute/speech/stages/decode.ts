import { EfirError } from '../../../core/errors.ts';
import { type MediaTool, sampleRate } from '../../../ports/media-tool.ts';

export interface DecodeStageOptions {
  /** Seconds; a recording that turns out to be longer is given up at once. */
  readonly maxDuration?: number | undefined;
  /** Seconds of wall time. */
  readonly timeLimit?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Decoded audio with the count of what has passed, which is the recording's real length once it has ended. */
export interface DecodedAudio extends AsyncIterable<Float32Array> {
  /** Seconds that have come out so far. */
  readonly decoded: number;
}

/**
 * Streams a recording's samples. The iteration rejects with `media-no-duration` when it holds none, `media-too-long`
 * {limit}, and what the tool rejects with.
 */
export function decode(media: MediaTool, path: string, options: DecodeStageOptions = {}): DecodedAudio {
  let samples = 0;
  const { maxDuration, timeLimit, signal } = options;
  const limit = maxDuration === undefined ? Number.POSITIVE_INFINITY : maxDuration * sampleRate;
  return {
    get decoded() {
      return samples / sampleRate;
    },
    async *[Symbol.asyncIterator]() {
      for await (const chunk of media.decode(path, {
        ...(signal && { signal }),
        ...(timeLimit && { timeLimit }),
      })) {
        samples += chunk.length;
        if (samples > limit)
          throw new EfirError('media-too-long', {
            duration: Math.ceil(samples / sampleRate),
            limit: Math.round(maxDuration ?? 0),
          });
        yield chunk;
      }
      if (samples === 0) throw new EfirError('media-no-duration');
    },
  };
}
