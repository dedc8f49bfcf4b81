import { EfirError } from '../../core/errors.ts';
import type { MediaFacts } from '../../wire/event-message.ts';

/** Each channel is decoded and listened to by itself, and more people than these hardly talk on one line. */
export const mostChannels = 8;

/**
 * Which channels to hear, each by itself: all of them where each is a speaker, `[undefined]` where they are mixed, and also
 * where there is but one. Throws `channels-too-many` {channels, limit}.
 */
export function chooseChannels(
  facts: Pick<MediaFacts, 'channels'>,
  byChannel: boolean,
): readonly (number | undefined)[] {
  if (!byChannel || facts.channels < 2) return [undefined];
  if (facts.channels > mostChannels)
    throw new EfirError('channels-too-many', { channels: facts.channels, limit: mostChannels });
  return Array.from({ length: facts.channels }, (_, channel) => channel);
}
