import type { Recording } from '../api/client.ts';
import type { Text } from '../texts/use-texts.ts';
import { roundEstimate } from './round-estimate.ts';

type Standing = Pick<
  Recording,
  'state' | 'media' | 'processed' | 'place' | 'seconds_left' | 'error' | 'fetching'
>;

interface Described {
  readonly words: string;
  /** How long it takes from here, where somebody can say. */
  readonly estimate?: string | undefined;
  /** The part that is done, in per cent. */
  readonly share: number;
}

/** Where a recording is on its way, in words. */
export function describeStanding(recording: Standing, text: Text): Described {
  const { error, fetching, media, place, processed, seconds_left: left, state } = recording;
  const duration = media?.duration ?? 0;
  const share = duration > 0 ? Math.min(100, Math.round((100 * processed) / duration)) : 0;
  const estimate = left === null ? undefined : text('web-left', { seconds: roundEstimate(left) });
  switch (state) {
    case 'queued':
      if (fetching) return { share: 0, words: wordFetching(fetching, text) };
      return { share: 0, words: wordPlace(place, text), estimate };
    case 'running':
      return { share, words: wordShare(share, text), estimate };
    case 'failed':
      return { share, words: error?.message ?? text('web-state-failed') };
    case 'cancelled':
      return { share, words: text('web-state-cancelled') };
    case 'succeeded':
      return { share: 100, words: text('web-state-succeeded') };
  }
}

function wordShare(share: number, text: Text): string {
  if (share === 0) return text('web-begins');
  // What is left then are speakers, and putting it all together.
  return share === 100 ? text('web-ends') : text('web-share', { share });
}

function wordFetching({ bytes, total_bytes: total }: NonNullable<Standing['fetching']>, text: Text): string {
  if (bytes === 0) return text('web-fetching-begins');
  return total === null ? text('web-fetching', { bytes }) : text('web-fetching-of', { bytes, total });
}

function wordPlace(place: number | null, text: Text): string {
  if (place === null) return text('web-waits');
  return place === 0 ? text('web-waits-next') : text('web-waits-behind', { place });
}
