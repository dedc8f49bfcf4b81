import type { Recording } from '../api/client.ts';
import type { Text } from '../texts/use-texts.ts';

type Standing = Pick<Recording, 'state' | 'media' | 'processed' | 'place' | 'seconds_left' | 'error'>;

/** Where a recording is on its way, in words; `share` is the part that is done, in per cent. */
export function describeStanding(recording: Standing, text: Text): { words: string; share: number } {
  const { error, media, place, processed, seconds_left: left, state } = recording;
  const duration = media?.duration ?? 0;
  const share = duration > 0 ? Math.min(100, Math.round((100 * processed) / duration)) : 0;
  const estimate = left === null ? undefined : text('web-left', { seconds: left });
  const join = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' · ');
  switch (state) {
    case 'queued':
      return { share: 0, words: join(wordPlace(place, text), estimate) };
    case 'running':
      return {
        share,
        words: join(share > 0 ? text('web-share', { share }) : text('web-begins'), estimate),
      };
    case 'failed':
      return { share, words: error?.message ?? text('web-state-failed') };
    case 'cancelled':
      return { share, words: text('web-state-cancelled') };
    case 'succeeded':
      return { share: 100, words: text('web-state-succeeded') };
  }
}

function wordPlace(place: number | null, text: Text): string {
  if (place === null) return text('web-waits');
  return place === 0 ? text('web-waits-next') : text('web-waits-behind', { place });
}
