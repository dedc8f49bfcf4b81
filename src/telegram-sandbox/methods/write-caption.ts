import type { FormattedText } from '../text/formatted-text.ts';
import type { Content } from '../world.ts';

/** A caption is absent where there is none. */
export function writeCaption({ text, entities }: FormattedText): Content {
  if (text === '') return {};
  return { caption: text, ...(entities.length > 0 ? { caption_entities: entities } : {}) };
}
