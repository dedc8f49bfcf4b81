import { sql } from 'kysely';
import type { TenantTx } from '../../db/database.ts';
import type { StoredError } from '../../db/schema.ts';
import type { ChatRecordingState, ChatSource } from '../../wire/chat.ts';
import type { ChatRecording } from './chat-recording.ts';

/** How what somebody sent ends: nothing more is done about it unless they ask. */
export interface ChatRecordingEnd {
  readonly state: Extract<ChatRecordingState, 'answered' | 'failed' | 'cancelled' | 'deleted'>;
  readonly error?: StoredError;
}

/** Ends a recording that is still open. False, and nothing was changed, when it has ended already. */
export async function endChatRecording(
  tx: TenantTx,
  { id }: Pick<ChatRecording, 'id'>,
  { state, error }: ChatRecordingEnd,
): Promise<boolean> {
  const row = await tx
    .updateTable('chat_recordings')
    .set({
      ...{ state, claim: null, ended_at: sql<Date>`now()` },
      error: error ? JSON.stringify(error) : null,
    })
    .where('id', '=', id)
    .where('state', 'in', ['accepted', 'working'])
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Opens a recording again that has ended: to be fetched (`accepted`), or to be followed (`working`) where it is one.
 * The caller gives the hint after the commit.
 */
export async function reopenChatRecording(
  tx: TenantTx,
  { id }: Pick<ChatRecording, 'id'>,
  { state, source }: { readonly state: 'accepted' | 'working'; readonly source?: ChatSource },
): Promise<void> {
  await tx
    .updateTable('chat_recordings')
    .set({
      ...{ state, claim: null, error: null, tries: 0, ended_at: null, due_at: sql<Date>`now()` },
      ...(source ? { source: JSON.stringify(source) } : {}),
    })
    .where('id', '=', id)
    .execute();
}

/** Lets a recording wait until somebody sends its bytes through an upload link, for so many seconds. */
export async function awaitUpload(
  tx: TenantTx,
  { id, source }: Pick<ChatRecording, 'id' | 'source'>,
  seconds: number,
): Promise<void> {
  const waiting: ChatSource = { ...source, kind: 'upload' };
  await tx
    .updateTable('chat_recordings')
    .set({
      source: JSON.stringify(waiting),
      ...{ state: 'accepted', claim: null, error: null, ended_at: null },
      due_at: sql<Date>`now() + make_interval(secs => ${seconds})`,
    })
    .where('id', '=', id)
    .execute();
}
