import { sql } from 'kysely';
import type { TenantTx } from '../../db/database.ts';
import type { BotIdentity } from './bot.ts';

/** Days for which an answer that could not be brought is still wanted. */
const wantedDays = 3;
/** Messages that are brought at once, the newest; older ones are found in the history. */
const mostAtOnce = 30;
/** Times that a message is brought out again: a group that lets the bot hear, but not speak, comes back with every word. */
const mostReturns = 5;

/**
 * Somebody is back in a chat that could not be reached: answers and files that failed for that wait again, in their old
 * order. Progress and menus do not: they are stale, and come anew where they are asked for.
 */
export async function resumeChat(tx: TenantTx, bot: Pick<BotIdentity, 'id'>, chatId: number): Promise<void> {
  await sql`
    update chat_messages set state = 'waiting', error = null, claim = null, tries = 0, returns = returns + 1, due_at = now()
    where bot_id = ${bot.id} and id in (
      select said.id from chat_messages said
      join chat_recordings recording on recording.id = said.chat_recording_id
      where said.bot_id = ${bot.id} and said.chat_id = ${chatId} and said.state = 'failed'
        and said.error->>'code' = 'chat-unreachable' and said.returns < ${mostReturns}
        and said.due_at > now() - make_interval(days => ${wantedDays})
        and recording.state in ('answered', 'failed')
        and (said.key like 'recording:%' or said.content->>'kind' = 'file')
      order by said.id desc limit ${mostAtOnce}
    )`.execute(tx);
}
