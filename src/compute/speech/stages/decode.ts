import { EfirError } from '../../../core/errors.ts';
import { type MediaTool, sampleRate } from '../../../ports/media-tool.ts';

export interface DecodeStageOptions {
  /** Seconds; a recording that turns out to be longer is given up at once. */
  readonly maxDuration?: number | undefined;
  /** Seconds of wall time. */
  readonly timeLimit?: number | undefined;
  /** Only this one, from 0; absent: all of them mixed. */
  readonly channel?: number | undefined;
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
  const { maxDuration, timeLimit, channel, signal } = options;
  const limit = maxDuration === undefined ? Number.POSITIVE_INFINITY : maxDuration * sampleRate;
  return {
    get decoded() {
      return samples / sampleRate;
    },
    async *[Symbol.asyncIterator]() {
      for await (const chunk of media.decode(path, {
        ...(signal && { signal }),
        ...(timeLimit && { timeLimit }),
        ...(channel !== undefined && { channel }),
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

/** A recording's channels as streams of their own, which advance as they are read. */
export interface DecodedChannels {
  readonly streams: readonly DecodedAudio[];
  /** Seconds that have come out so far, of the channel that is ahead. */
  readonly decoded: number;
}

/** Streams the given channels, each decoded by itself; `[undefined]`: all of them mixed into one. Rejects as `decode`. */
export function decodeChannels(
  media: MediaTool,
  path: string,
  channels: readonly (number | undefined)[],
  options: Omit<DecodeStageOptions, 'channel'> = {},
): DecodedChannels {
  const streams = channels.map((channel) => decode(media, path, { ...options, channel }));
  return {
    streams,
    get decoded() {
      return Math.max(0, ...streams.map((stream) => stream.decoded));
    },
  };
}
