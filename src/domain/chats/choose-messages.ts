import { type RawBuilder, sql } from 'kysely';
import type { ChatMessageId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';
import { paceLimits } from './pace-limits.ts';

export interface ChosenMessages {
  /** One of a chat each, in the order in which they go. */
  readonly ids: readonly ChatMessageId[];
  /** Where there is none: seconds until one may go that waits for nothing but its time; undefined: nothing waits. */
  readonly later: number | undefined;
}

/**
 * Messages that are looked at, the oldest first, until enough are found. Few of the oldest cannot go: chats that were
 * called within the last second, groups whose minute is full, what failed a moment ago.
 */
const looks = [30, 1_000, 2 ** 31 - 1];

/**
 * Chooses what may go now, up to `limit` chats. Walks indexes by age and stops after enough of them, so that the cost
 * does not follow how many chats wait, unless hardly any of them may be called. Only who holds the pace of the bot
 * (`lockPace`) may act upon it.
 */
export async function chooseMessages(tx: TenantTx, botId: number, limit: number): Promise<ChosenMessages> {
  for (const look of looks) {
    const { free, later, lookedNew, lookedProgress } = await choose(tx, botId, { limit, look });
    const fresh = free.filter(({ progress }) => !progress).length;
    const isAll = lookedNew < look && lookedProgress < look;
    // Progress goes only where all that is new was looked at.
    if (isAll || fresh >= limit || (lookedNew < look && free.length >= limit))
      return { ids: free.map(({ id }) => id), later };
  }
  return { ids: [], later: undefined };
}

/**
 * Whether a row shows how far a recording is and stands in the chat already, as an expression; the indexes of migration
 * 0011 are made for these very words.
 */
export function isProgress(row: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${row}.${name}`);
  return sql`(${column('progress')} and ${column('message_id')} is not null and ${column('content')} is not null)`;
}

interface Look {
  readonly free: readonly { readonly id: ChatMessageId; readonly progress: boolean }[];
  readonly later: number | undefined;
  /** How many there are to look at, up to as many as were to be. */
  readonly lookedNew: number;
  readonly lookedProgress: number;
}

interface LookRow {
  readonly id: ChatMessageId | null;
  readonly progress: boolean | null;
  readonly later: number | null;
  readonly lookedNew: number;
  readonly lookedProgress: number;
}

async function choose(
  tx: TenantTx,
  botId: number,
  { limit, look }: { readonly limit: number; readonly look: number },
): Promise<Look> {
  const progress = isProgress('said');
  const { rows } = await sql<LookRow>`
    with oldest as materialized (
      (select chat_id, false as progress from chat_messages said
       where bot_id = ${botId} and state = 'waiting' and not ${progress} order by id limit ${look})
      union all
      (select chat_id, true from chat_messages said
       where bot_id = ${botId} and state = 'waiting' and ${progress} order by id limit ${look})
    ), heads as materialized (
      select head.id, head.progress, ${whenFree} as free_at
      from (select distinct chat_id from oldest) line
      join chats on chats.bot_id = ${botId} and chats.id = line.chat_id
      cross join lateral (${findHead(botId)}) head
      left join chat_paces pace on pace.bot_id = ${botId} and pace.chat_id = line.chat_id
    )
    select chosen.id, chosen.progress, counted.*, (
      select extract(epoch from min(free_at) - statement_timestamp())::float8
      from heads where free_at > statement_timestamp()
    ) as later
    from (
      select count(*) filter (where not progress)::float8 as "lookedNew",
        count(*) filter (where progress)::float8 as "lookedProgress" from oldest
    ) counted left join (
      select id, progress from heads where free_at <= statement_timestamp() order by progress, id limit ${limit}
    ) chosen on true order by chosen.progress, chosen.id`.execute(tx);
  const [{ later = null, lookedNew = 0, lookedProgress = 0 } = {}] = rows;
  const free = rows.flatMap(({ id, progress }) => (id === null ? [] : [{ id, progress: progress ?? false }]));
  return { free, later: later ?? undefined, lookedNew, lookedProgress };
}

/** Of the chat of `line`: what goes next there. */
function findHead(botId: number): RawBuilder<unknown> {
  const progress = isProgress('said');
  const isUnderWay = sql`(said.claim is not null or (said.message_id is null and said.sending_since is not null))`;
  const oldestOf = (rank: number, condition: RawBuilder<unknown>) => sql`(
    select said.id, said.due_at, said.shown_at, ${progress} as progress, ${sql.lit(rank)} as rank from chat_messages said
    where said.bot_id = ${botId} and said.chat_id = line.chat_id and said.state = 'waiting' and ${condition}
    order by said.id limit 1)`;
  // One that failed is waited for; one whose time has not come is not.
  const isReady = sql`(said.due_at <= statement_timestamp() or said.tries > 0)`;
  return sql`
    select * from (
      ${oldestOf(1, isUnderWay)}
      union all ${oldestOf(2, sql`not ${progress} and ${isReady}`)}
      union all ${oldestOf(3, sql`${progress} and ${isReady}`)}
    ) candidate order by rank limit 1`;
}

const { perChat, perGroupMinute, progressPerGroupMinute, progressInGroup, progressInPrivate } = paceLimits;

/** When the head of a chat may go, within Telegram's limits. */
const whenFree = sql`greatest(
  head.due_at,
  pace.closed_until,
  pace.sent[cardinality(pace.sent)] + make_interval(secs => ${perChat}),
  case when chats.kind <> 'private'
    then pace.sent[cardinality(pace.sent) - ${perGroupMinute - 1}::int] + interval '1 minute' end,
  case when head.progress and chats.kind <> 'private'
    then pace.sent[cardinality(pace.sent) - ${progressPerGroupMinute - 1}::int] + interval '1 minute' end,
  case when head.progress then head.shown_at + make_interval(secs =>
    case chats.kind when 'private' then ${progressInPrivate}::float8 else ${progressInGroup}::float8 end) end
)`;
