// What it costs to find what is to be sent next, by how many chats wait: claims of the outbox with messages in 10,000 chats
// beside 100, and of the inbox with 10,000 updates in as many lines beside 100, and how many messages a second leave while
// they wait. Telegram's limits let 25 a second through.
//
//     ./efir bench claims [--json]

import { createTenantId } from '../src/core/ids.ts';
import { silentLogger } from '../src/core/logger.ts';
import { sleep } from '../src/core/time.ts';
import { useClient } from '../src/db/client.ts';
import { connectDatabase } from '../src/db/connect.ts';
import type { Database } from '../src/db/database.ts';
import {
  type BotIdentity,
  claimMessages,
  claimUpdates,
  handleUpdate,
  registerBot,
  settleMessage,
} from '../src/domain/chats/index.ts';
import { openOwnDatabase } from './own-database.ts';
import { median, report } from './report.ts';

const many = 10_000;
const few = 100;
/** Messages that wait in each chat. */
const each = 3;
/** Milliseconds for which messages leave, and claims of the inbox that are measured. */
const sendingTime = 10_000;
const updateClaims = 200;
const highestRatio = 2;
/** A claim is counted when it ends, so on a busy machine fewer than 25 leave, however many wait. */
const leastRatio = 0.95;

await using server = await openOwnDatabase();
const database = await connectDatabase({ url: server.url, logger: silentLogger });
try {
  await compare(database);
} finally {
  await database.close();
}

async function compare(database: Database): Promise<void> {
  const [small, large] = [await fill(database, 1, few), await fill(database, 2, many)];
  // The first round warms up.
  await claimAndShow(database, small, 1_000);
  const [fewSent, manySent] = [
    await claimAndShow(database, small, sendingTime),
    await claimAndShow(database, large, sendingTime),
  ];
  const [fewTaken, manyTaken] = [await takeAndHandle(database, small), await takeAndHandle(database, large)];
  const aim = `ratio at most ${highestRatio}`;
  const judge = (name: string, figure: number, baseline: number) => {
    const met = figure / baseline <= highestRatio;
    return { name, unit: 'ms', figure, baseline, aim, met };
  };
  report(`claims: ${many} waiting chats beside ${few}`, [
    judge('a claim of up to 5 messages, p50', median(manySent.claims), median(fewSent.claims)),
    {
      name: 'messages a second',
      unit: '/s',
      figure: manySent.rate,
      baseline: fewSent.rate,
      aim: `ratio at least ${leastRatio} (25/s are wanted, and not judged: they depend on the machine)`,
      met: manySent.rate / fewSent.rate >= leastRatio,
    },
    judge('a claim of up to 6 updates, p50', median(manyTaken), median(fewTaken)),
  ]);
}

/** A bot with so many chats, messages in each, and an update of each. */
async function fill(database: Database, id: number, chats: number): Promise<BotIdentity> {
  const tenantId = createTenantId();
  await database.withTenant(tenantId, (tx) =>
    tx
      .insertInto('tenants')
      .values({ id: tenantId, name: `${chats}` })
      .execute(),
  );
  const bot = await registerBot(database, tenantId, { id, username: `bot_${id}` });
  await useClient(server.migrationUrl, 'efir bench', async (client) => {
    await client.query(
      `insert into chats (tenant_id, bot_id, id, kind) select $1, $2, n, 'private' from generate_series(1, ${chats}) n`,
      [tenantId, id],
    );
    await client.query(
      `insert into chat_messages (tenant_id, id, bot_id, chat_id, key, content)
       select $1, ('01900000-0000-7000-8000-' || lpad(to_hex(message * 1000000 + chat), 12, '0'))::uuid, $2, chat,
         'message ' || message, '{"kind": "text", "text": "hello"}'
       from generate_series(1, ${chats}) chat, generate_series(1, ${each}) message`,
      [tenantId, id],
    );
    await client.query(
      `insert into chat_updates (tenant_id, bot_id, id, line, payload)
       select $1, $2, n, n, '{"message": {"text": "hello"}}' from generate_series(1, ${chats}) n`,
      [tenantId, id],
    );
    await client.query('vacuum analyze chats, chat_messages, chat_updates');
  });
  return bot;
}

interface Sent {
  /** Milliseconds of each claim that brought something. */
  readonly claims: readonly number[];
  readonly rate: number;
}

/** Claims and shows, as a sender does, for some milliseconds; the next ones are claimed while others are settled. */
async function claimAndShow(database: Database, bot: BotIdentity, milliseconds: number): Promise<Sent> {
  const claims: number[] = [];
  const settling: Promise<unknown>[] = [];
  const began = performance.now();
  while (performance.now() - began < milliseconds) {
    const before = performance.now();
    const { again = 0, claimed } = await claimMessages(database, bot, { limit: 100, lease: 30 });
    if (claimed.length > 0) claims.push(performance.now() - before);
    for (const one of claimed) {
      const messageId = settling.length + 1;
      settling.push(settleMessage(database, bot, one, { outcome: 'shown', messageId }));
    }
    await sleep(Math.max(5, Math.min(1_000, again * 1_000)));
  }
  const rate = (settling.length * 1_000) / (performance.now() - began);
  await Promise.all(settling);
  return { claims, rate };
}

/** Milliseconds of each claim; what was taken is handled, as long as there is any. */
async function takeAndHandle(database: Database, bot: BotIdentity): Promise<number[]> {
  const claims: number[] = [];
  for (let round = 0; round < updateClaims; round += 1) {
    const before = performance.now();
    const claimed = await claimUpdates(database, bot, { limit: 6, lease: 60 });
    if (claimed.length === 0) break;
    claims.push(performance.now() - before);
    await Promise.all(claimed.map((one) => handleUpdate(database, bot, one, async () => {})));
  }
  return claims;
}
