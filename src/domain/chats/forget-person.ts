import { sql } from 'kysely';
import type { ChatRecordingId } from '../../core/ids.ts';
import type { Database, TenantTx } from '../../db/database.ts';
import type { DeletionPorts } from '../media/index.ts';
import { deleteKnown } from './delete-known.ts';

/** Somebody who wants to be forgotten, by the update in which they say so. */
export interface LeavingPerson {
  readonly bot: { readonly id: number };
  readonly userId: number;
  readonly updateId: number;
}

export interface Forgotten {
  readonly recordings: number;
  /** For after the commit: tells those who work on the recordings or listen to them. */
  readonly tell: (database: Pick<Database, 'hints'>) => void;
}

/**
 * Deletes all that is kept of a person in one bot: recordings with their audio and transcripts, wherever they sent them,
 * the private chat with all that was said there, and in groups what is theirs. Of the update that asks for it a bare
 * row stays. What they wrote before and nobody handled yet goes as well. May be repeated.
 */
export async function forgetPerson(
  tx: TenantTx,
  ports: DeletionPorts,
  person: LeavingPerson,
): Promise<Forgotten> {
  const { bot, userId } = person;
  const updates = await forgetUpdates(tx, person);
  const rows = await tx
    .selectFrom('chat_recordings')
    .select(['id', 'recording_id'])
    .where('bot_id', '=', bot.id)
    .where('user_id', '=', userId)
    .orderBy('id')
    .forUpdate()
    .execute();
  const told: Forgotten['tell'][] = [];
  for (const { recording_id } of rows)
    if (recording_id !== null) told.push(await deleteKnown(tx, ports, recording_id));
  await forgetMessages(tx, bot.id, { chatRecordings: rows.map(({ id }) => id), updates });
  await forgetRows(tx, bot.id, userId);
  return {
    recordings: rows.length,
    tell: (database) => {
      for (const tell of told) tell(database);
    },
  };
}

/** Gives the ids of those that are gone. */
async function forgetUpdates(
  tx: TenantTx,
  { bot, userId, updateId }: LeavingPerson,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    delete from chat_updates where bot_id = ${bot.id} and id <> ${updateId}
      and (state <> 'waiting' or id < ${updateId})
      and (line = ${userId} or ${String(userId)} in (
        payload #>> '{message,from,id}', payload #>> '{edited_message,from,id}', payload #>> '{callback_query,from,id}',
        payload #>> '{my_chat_member,from,id}', payload #>> '{message_reaction,user,id}'))
    returning id`.execute(tx);
  await sql`update chat_updates set payload = '{}', line = 0 where bot_id = ${bot.id} and id = ${updateId}`.execute(
    tx,
  );
  return rows.map(({ id }) => id);
}

/** What was said of their recordings with the buttons below it, and in answer to them; `reply:<update>` and `reply:<update>:2`, … */
async function forgetMessages(
  tx: TenantTx,
  botId: number,
  of: { readonly chatRecordings: readonly ChatRecordingId[]; readonly updates: readonly number[] },
): Promise<void> {
  await sql`
    delete from chat_messages where bot_id = ${botId} and chat_recording_id = any (${of.chatRecordings}::uuid[])`.execute(
    tx,
  );
  await sql`
    delete from chat_messages where bot_id = ${botId} and key like 'reply:%'
      and split_part(key, ':', 2) = any (${of.updates.map(String)}::text[])`.execute(tx);
}

async function forgetRows(tx: TenantTx, botId: number, userId: number): Promise<void> {
  for (const table of ['chat_recordings', 'chat_actions', 'chat_dialogues', 'chat_media'] as const)
    await tx.deleteFrom(table).where('bot_id', '=', botId).where('user_id', '=', userId).execute();
  // Their menus in groups.
  await sql`
    delete from chat_messages where bot_id = ${botId} and key like 'menu:%'
      and split_part(key, ':', 3) = ${String(userId)}`.execute(tx);
  // A private chat has the id of the person, and all of its rows go with it.
  await tx.deleteFrom('chats').where('bot_id', '=', botId).where('id', '=', userId).execute();
}
