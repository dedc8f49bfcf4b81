import type { StoredUpdates } from '../../domain/chats/index.ts';
import { type BotWork, hintBot } from './bot-work.ts';

/** Wakes those who handle what was stored, and says what nobody can. */
export function noteStored(work: BotWork, { waiting, refused, unreadable }: StoredUpdates): void {
  if (waiting > 0) hintBot(work, 'updates');
  for (const { id, reason } of refused) {
    work.metrics.chatUpdates.inc({ kind: 'other', outcome: 'refused' });
    work.logger.warn({ update_id: id, reason }, 'an update is malformed');
  }
  if (unreadable > 0) work.logger.warn({ count: unreadable }, 'updates without an id were passed over');
}
