import { sql } from 'kysely';
import type { Database, TenantTx } from '../../db/database.ts';
import type { BotIdentity } from './bot.ts';
import { paceLimits } from './pace-limits.ts';

/** Under this chat stands what holds for the whole bot. */
const wholeBot = 0;
/** Times that are kept: as many as any limit counts. */
const keptTimes = 30;

export interface PaceRoom {
  /** Calls that may begin now. */
  readonly room: number;
  /** Seconds until there is room again. */
  readonly again: number;
}

/*
 * Who changes several rows in one transaction locks them in this order, so that none waits for the other: the chat, its
 * messages, the pace of the whole bot, paces of chats. A claim has to begin with the pace of the whole bot, and so passes
 * over messages that somebody holds.
 */

/** Locks the pace of the whole bot until the transaction ends, and says what it has room for. */
export async function lockPace(tx: TenantTx, botId: number): Promise<PaceRoom> {
  const { inAll, inAllSeconds } = paceLimits;
  const lock = () =>
    sql<{ closed: number | null; ages: number[] }>`
      select extract(epoch from closed_until - clock_timestamp())::float8 as closed,
        array(select extract(epoch from clock_timestamp() - at)::float8 from unnest(sent) at order by at desc limit ${inAll}) as ages
      from chat_paces where bot_id = ${botId} and chat_id = ${wholeBot} for update`.execute(tx);
  let { rows } = await lock();
  if (rows.length === 0) {
    await sql`insert into chat_paces (tenant_id, bot_id, chat_id) values (${tx.tenantId}, ${botId}, ${wholeBot})
      on conflict do nothing`.execute(tx);
    ({ rows } = await lock());
  }
  const { ages = [], closed = null } = rows[0] ?? {};
  if (closed !== null && closed > 0) return { room: 0, again: closed };
  const young = ages.filter((age) => age < inAllSeconds);
  return { room: inAll - young.length, again: inAllSeconds - Math.max(0, ...young) };
}

/** Counts calls that begin now, one for each chat that is named. */
export async function noteCalls(tx: TenantTx, botId: number, chatIds: readonly number[]): Promise<void> {
  await sql`
    insert into chat_paces as pace (tenant_id, bot_id, chat_id, sent)
    select ${tx.tenantId}::uuid, ${botId}::bigint, chat_id, array_fill(clock_timestamp(), array[calls::int])
    from (
      select chat_id, count(*) as calls from unnest(${chatIds}::bigint[]) chat_id group by chat_id
      union all select ${wholeBot}::bigint, ${chatIds.length}::bigint
    ) counted order by chat_id
    on conflict (tenant_id, bot_id, chat_id) do update
    set sent = (pace.sent || excluded.sent)[greatest(1, cardinality(pace.sent) + cardinality(excluded.sent) - ${keptTimes - 1}::int):]`.execute(
    tx,
  );
}

/** A call in a chat ended: what comes next there keeps its distance from now. */
export async function noteEnd(tx: TenantTx, botId: number, chatId: number): Promise<void> {
  await sql`
    update chat_paces set sent[cardinality(sent)] = clock_timestamp()
    where bot_id = ${botId} and chat_id = ${chatId} and cardinality(sent) > 0`.execute(tx);
}

/** Telegram said to wait: in a chat, or everywhere. */
export async function closePace(
  tx: TenantTx,
  botId: number,
  { chatId = wholeBot, seconds }: { readonly chatId?: number | undefined; readonly seconds: number },
): Promise<void> {
  await sql`
    insert into chat_paces as pace (tenant_id, bot_id, chat_id, closed_until)
    values (${tx.tenantId}, ${botId}, ${chatId}, clock_timestamp() + make_interval(secs => ${seconds}))
    on conflict (tenant_id, bot_id, chat_id) do update
    set closed_until = greatest(pace.closed_until, excluded.closed_until)`.execute(tx);
}

/**
 * Takes the place of one more call in a chat: 0, or the seconds to wait before asking again. `group`: whether the chat
 * counts by the minute as well; `ended`: whether a call of ours ended there just now.
 */
export async function takePace(
  database: Database,
  bot: BotIdentity,
  call: { readonly chatId: number; readonly group: boolean; readonly ended: boolean },
): Promise<number> {
  const { chatId, ended, group } = call;
  const { perChat, perGroupMinute } = paceLimits;
  return database.withTenant(bot.tenantId, async (tx) => {
    const { room, again } = await lockPace(tx, bot.id);
    if (ended) await noteEnd(tx, bot.id, chatId);
    if (room < 1) return again;
    const { rows } = await sql<{ wait: number | null }>`
      select extract(epoch from greatest(
        closed_until,
        sent[cardinality(sent)] + make_interval(secs => ${perChat}),
        case when ${group} then sent[cardinality(sent) - ${perGroupMinute - 1}::int] + interval '1 minute' end
      ) - clock_timestamp())::float8 as wait
      from chat_paces where bot_id = ${bot.id} and chat_id = ${chatId}`.execute(tx);
    const wait = rows[0]?.wait ?? 0;
    if (wait > 0) return wait;
    await noteCalls(tx, bot.id, [chatId]);
    return 0;
  });
}
