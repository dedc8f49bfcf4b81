import type { Text } from '../texts/use-texts.ts';
import type { Share } from './queries.ts';

/** A link in words: when it was made and by whom, and what holds of it. */
export function describeShare(share: Share, text: Text, locale: string): { made: string; facts: string[] } {
  const { audio, by, created_at: created, expires_at: end, has_password: locked, opened } = share;
  const format = (time: string) =>
    new Date(time).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const time = format(created);
  const made =
    by?.name == null
      ? text(by?.kind === 'key' ? 'web-share-made-by-program' : 'web-share-made-at', { time })
      : text('web-share-made-by', { time, name: by.name });
  const facts = [
    describeEnd(end, text, format),
    audio && text('web-share-with-audio'),
    locked && text('web-share-with-password'),
    text('web-share-opened', { count: opened }),
    share.opened_at !== null && text('web-share-opened-last', { time: format(share.opened_at) }),
  ];
  return { made, facts: facts.filter((fact) => fact !== false) };
}

function describeEnd(end: string | null, text: Text, format: (time: string) => string): string {
  if (end === null) return text('web-share-until-revoked');
  const over = new Date(end).getTime() <= Date.now();
  return text(over ? 'web-share-over' : 'web-share-until', { time: format(end) });
}
