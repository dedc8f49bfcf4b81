import type { Text } from '../../texts/use-texts.ts';
import { type NewsType, newsTypes } from './queries.ts';

/** What a webhook is told, in words. */
export function nameEvents(events: readonly NewsType[], text: Text): string {
  if (newsTypes.every((type) => events.includes(type))) return text('web-news-all');
  return newsTypes
    .filter((type) => events.includes(type))
    .map((type) => nameNews(type, text))
    .join(' · ');
}

export function nameNews(type: string, text: Text): string {
  const known = [...newsTypes, 'webhook.test'].find((one) => one === type);
  return known === undefined ? type : text(`web-news-${known.replace('.', '-')}`);
}
