import { sampleRate } from '../../../ports/media-tool.ts';
import type { ChannelStart } from '../past/plan-seam.ts';
import type { Stretch } from './find-speech.ts';
import type { Packed } from './pack.ts';

/** Takes all sound before a second of the recording for silence: its words are stored. */
export async function* skipStored(
  stretches: AsyncIterable<Stretch>,
  { from }: Pick<ChannelStart, 'from'>,
): AsyncGenerator<Stretch, void, void> {
  const first = Math.round(from * sampleRate);
  for await (const stretch of stretches) {
    const { start, samples, speech } = stretch;
    const stored = Math.min(samples.length, Math.max(0, first - start));
    if (!speech || stored === 0) yield stretch;
    else {
      yield { start, samples: samples.subarray(0, stored), speech: false };
      if (stored < samples.length) yield { start: start + stored, samples: samples.subarray(stored), speech };
    }
  }
}

/** The first piece overlaps what is stored, as pieces overlap where nobody pauses. */
export async function* overlapStored(
  pieces: AsyncIterable<Packed>,
  { until }: Pick<ChannelStart, 'until'>,
): AsyncGenerator<Packed, void, void> {
  let first = true;
  for await (const item of pieces) {
    if (item.kind === 'silence' || !first) yield item;
    else {
      first = false;
      yield { ...item, overlap: Math.max(item.overlap, Math.round(until * sampleRate) - item.start) };
    }
  }
}
