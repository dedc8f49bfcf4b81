import type { MediaFacts } from '../wire/event-message.ts';

/** Reads media files that strangers sent. Every call runs confined: no network, no other file, bounded time. */
export interface MediaTool {
  /**
   * Says what a file holds. Rejects with `media-empty`, `media-unrecognised` and `media-no-audio` (with what was
   * found), `media-damaged`, `file-not-found`, `file-unreadable`, `cancelled`. May be repeated.
   */
  probe(path: string, options?: { signal?: AbortSignal }): Promise<MediaFacts>;

  /**
   * Decodes the first audio stream to 16 kHz mono samples in [-1, 1], as they come, in chunks of at most a few
   * seconds; never more than a few chunks are held. Silence stands where the file's timestamps leave a gap, so that
   * a sample's place is its time. Ends the child process when the consumer stops. May be repeated, with the same
   * samples.
   */
  decode(path: string, options?: DecodeOptions): AsyncIterable<Float32Array>;

  /**
   * Cuts some seconds out of the first audio stream: mono Ogg Opus, 48 kHz, as voice messages are. Where the recording
   * ends before `end`, so does the clip. Rejects as `decode`, and with `media-no-audio` where nothing is left of it.
   * May be repeated.
   */
  clip(path: string, options: ClipOptions): Promise<Uint8Array>;

  /** The tool's version; rejects with `media-tool-missing` and what to install. */
  check(): Promise<string>;
}

export interface DecodeOptions {
  readonly signal?: AbortSignal;
  /** Seconds of wall time before the process group is killed (`media-damaged`). */
  readonly timeLimit?: number;
  /** Only this channel of the stream, from 0; one that it has not is silent. Absent: all of them mixed. */
  readonly channel?: number;
}

export interface ClipOptions {
  /** Seconds; a clip is at most a minute long. */
  readonly start: number;
  readonly end: number;
  readonly signal?: AbortSignal;
}

/** Samples per second of everything behind the decoder. */
export const sampleRate = 16_000;
