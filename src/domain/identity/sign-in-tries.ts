import { isIPv6 } from 'node:net';
import { sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import type { Database, IdentityTx } from '../../db/database.ts';

/** What a try counts for: the address that it comes from, and the account where one is named. */
interface Tried {
  readonly address: string;
  readonly email?: string;
}

interface Limit {
  /** Wrong tries until it is closed, and seconds for which it is then. */
  readonly most: number;
  readonly closed: number;
  /** Wrong tries that cost no waiting; each further one costs twice as many seconds as the one before. */
  readonly free: number;
  readonly code: 'sign-in-locked' | 'sign-in-slowed';
}

const account: Limit = { most: 10, closed: 15 * 60, free: 4, code: 'sign-in-locked' };
/** Many people may share one. */
const address: Limit = { most: 50, closed: 15 * 60, free: 20, code: 'sign-in-slowed' };
/** Seconds that a wrong try makes the next one wait at most, until all is closed. */
const longestWait = 30;
/** Seconds after which wrong tries are forgotten. */
const memory = 3600;

/**
 * Counts a try before anybody looks at the password, so that a hundred at once are no way around; `succeeded` takes it
 * back. In the database, so that all processes agree, and for accounts that nobody has as for others. Rejects with
 * `sign-in-slowed` and `sign-in-locked` (seconds), without counting, while the address or the account is closed.
 */
export async function keepTries(
  database: Pick<Database, 'withIdentity'>,
  tried: Tried,
): Promise<{ succeeded(): Promise<void> }> {
  const keys: [string, Limit][] = [[`address:${shortenAddress(tried.address)}`, address]];
  if (tried.email !== undefined) keys.push([nameAccount(tried.email), account]);
  await database.withIdentity(async (tx) => {
    await forgetOld(tx);
    for (const [key, limit] of keys) await count(tx, key, limit);
  });
  return {
    async succeeded() {
      await database.withIdentity(async (tx) => {
        for (const [key, limit] of keys) {
          // Whoever has one account may guess at others: of an address only this try is taken back.
          if (limit === account) await forgetKey(tx, key);
          else await takeBack(tx, key);
        }
      });
    },
  };
}

/** Forgets wrong tries at an account, and opens it where it was locked; says whether there was anything to forget. */
export async function forgetTries(tx: IdentityTx, email: string): Promise<boolean> {
  return forgetKey(tx, nameAccount(email));
}

function nameAccount(email: string): string {
  return `account:${email.slice(0, 300)}`;
}

async function forgetKey(tx: IdentityTx, key: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('sign_in_tries')
    .where('key', '=', key)
    .returning('key')
    .executeTakeFirst();
  return gone !== undefined;
}

async function count(tx: IdentityTx, key: string, limit: Limit): Promise<void> {
  // What was locked and is open again begins anew.
  const anew = sql`sign_in_tries.wrong >= ${limit.most}::int`;
  const wait = sql`case
    when ${anew} then 0
    when sign_in_tries.wrong + 1 >= ${limit.most}::int then ${limit.closed}::int
    when sign_in_tries.wrong + 1 > ${limit.free}::int
      then least(${longestWait}::int, power(2, sign_in_tries.wrong - ${limit.free}::int))
    else 0 end`;
  const { rows } = await sql<{ closed: boolean; seconds: number }>`
    with asked as (
      insert into sign_in_tries (key, wrong) values (${key}, 1)
      on conflict (key) do update set
        wrong = case when ${anew} then 1 else sign_in_tries.wrong + 1 end, last_at = now(), closed_until = now() + make_interval(secs => nullif(${wait}, 0))
        where sign_in_tries.closed_until is null or sign_in_tries.closed_until <= now()
      returning key)
    select not exists (select from asked) as closed,
      coalesce((select ceil(extract(epoch from closed_until - now()))::int from sign_in_tries where key = ${key}), 1)
        as seconds`.execute(tx);
  const [row] = rows;
  if (!row?.closed) return;
  // Locked is who is closed for long; a wait between two tries is only that.
  const code = row.seconds > longestWait ? limit.code : 'sign-in-slowed';
  throw new EfirError(code, { seconds: Math.max(1, row.seconds) });
}

async function takeBack(tx: IdentityTx, key: string): Promise<void> {
  await tx
    .updateTable('sign_in_tries')
    .set({ wrong: sql<number>`greatest(0, wrong - 1)`, closed_until: null })
    .where('key', '=', key)
    .execute();
}

async function forgetOld(tx: IdentityTx): Promise<void> {
  const old = tx
    .selectFrom('sign_in_tries')
    .select('key')
    .where('last_at', '<', sql<Date>`now() - make_interval(secs => ${memory})`)
    .forUpdate()
    .skipLocked();
  await tx.deleteFrom('sign_in_tries').where('key', 'in', old).execute();
}

/** Of IPv6 a customer has 2^64 addresses. */
function shortenAddress(text: string): string {
  if (!isIPv6(text) || text.includes('.')) return text;
  const [head = '', tail] = text.split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  return [...groups, ...Array.from({ length: missing }, () => '0')].slice(0, 4).join(':');
}
