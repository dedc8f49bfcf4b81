import { sql } from 'kysely';
import type { ChatRecordingId, RecordingId } from '../../core/ids.ts';
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
 * Deletes all that is kept of a person in one bot: recordings with their audio and transcripts that they asked for or
 * that are of their messages, the private chat with all that was said there, and in groups what is theirs. Of the update
 * that asks for it a bare row stays. What they wrote before and nobody handled yet goes as well. Everything is found by
 * the person, so that it takes no longer in a busy bot. May be repeated.
 */
export async function forgetPerson(
  tx: TenantTx,
  ports: DeletionPorts,
  person: LeavingPerson,
): Promise<Forgotten> {
  await forgetUpdates(tx, person);
  const recordings = await lockRecordings(tx, person);
  const told: Forgotten['tell'][] = [];
  for (const { recordingId } of recordings)
    if (recordingId !== null) told.push(await deleteKnown(tx, ports, recordingId));
  await forgetRows(tx, person, recordings);
  return {
    recordings: recordings.length,
    tell: (database) => {
      for (const tell of told) tell(database);
    },
  };
}

async function forgetUpdates(tx: TenantTx, { bot, userId, updateId }: LeavingPerson): Promise<void> {
  await sql`
    delete from chat_updates where bot_id = ${bot.id} and user_id = ${userId} and id <> ${updateId}
      and (state <> 'waiting' or id < ${updateId})`.execute(tx);
  await sql`
    update chat_updates set payload = '{}', line = 0, user_id = null
    where bot_id = ${bot.id} and id = ${updateId}`.execute(tx);
  // What was refused is kept whole for a while, and others may have answered or forwarded what this person said.
  await sql`
    update chat_updates set payload = '{}' where bot_id = ${bot.id} and state = 'refused'
      and payload::text ~ ${`(^|\\D)${userId}(\\D|$)`}`.execute(tx);
}

interface TheirRecording {
  readonly id: ChatRecordingId;
  readonly recordingId: RecordingId | null;
}

async function lockRecordings(
  tx: TenantTx,
  { bot, userId }: LeavingPerson,
): Promise<readonly TheirRecording[]> {
  const { rows } = await sql<TheirRecording>`
    select id, recording_id as "recordingId" from chat_recordings where id in (
      select id from chat_recordings where bot_id = ${bot.id} and user_id = ${userId}
      union select id from chat_recordings where bot_id = ${bot.id} and sender_id = ${userId}
    ) order by id for update`.execute(tx);
  return rows;
}

/** Rows that name them, and what was said of their recordings with the buttons below it. */
async function forgetRows(
  tx: TenantTx,
  { bot, userId }: LeavingPerson,
  recordings: readonly TheirRecording[],
): Promise<void> {
  const ids = recordings.map(({ id }) => id);
  await sql`delete from chat_messages where chat_recording_id = any (${ids}::uuid[])`.execute(tx);
  await sql`delete from chat_recordings where id = any (${ids}::uuid[])`.execute(tx);
  for (const table of ['chat_messages', 'chat_actions', 'chat_dialogues', 'chat_media'] as const)
    await tx.deleteFrom(table).where('bot_id', '=', bot.id).where('user_id', '=', userId).execute();
  await tx.deleteFrom('chat_actions').where('bot_id', '=', bot.id).where('owner_id', '=', userId).execute();
  await tx
    .deleteFrom('telegram_logins')
    .where('bot_id', '=', bot.id)
    .where('telegram_user_id', '=', userId)
    .execute();
  // A private chat has the id of the person, and all of its rows go with it.
  await tx.deleteFrom('chats').where('bot_id', '=', bot.id).where('id', '=', userId).execute();
}
