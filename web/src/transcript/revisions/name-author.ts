import type { Text } from '../../texts/use-texts.ts';
import type { Change } from '../queries.ts';

/** Whoever made a change, as people call them: a person, a program's key, or Efir itself (also for the bot's chats). */
export function nameAuthor({ api_key: key, user }: Pick<Change, 'api_key' | 'user'>, text: Text): string {
  if (user) return user.name ?? text('web-author-gone');
  if (key) return text('web-author-key', { name: key.name });
  return text('web-author-itself');
}
