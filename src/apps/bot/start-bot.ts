import { EfirError } from '../../core/errors.ts';
import type { TenantId } from '../../core/ids.ts';
import { rememberCheck } from '../../core/remember-check.ts';
import { sleep } from '../../core/time.ts';
import type { Database } from '../../db/database.ts';
import { registerBot } from '../../domain/chats/index.ts';
import { ensureFirstTenant, findTenant } from '../../domain/identity/index.ts';
import { describeCheck } from '../describe-failure.ts';
import { startHealthServer } from '../health-server.ts';
import { judgeReadiness, type Role } from '../role.ts';
import { tellTelegramFailure } from '../tell-telegram-failure.ts';
import { createWebhookAnswer } from './answer-webhook.ts';
import type { BotLoop, BotWork } from './bot-work.ts';
import { fetchRecordings } from './fetch-recordings.ts';
import { followRecordings } from './follow-recordings.ts';
import { introduceBot } from './introduce-bot.ts';
import { keepWebhook } from './keep-webhook.ts';
import { measureInbox } from './measure-inbox.ts';
import { pollUpdates } from './poll-updates.ts';
import { createReceptionState, type ReceptionState } from './reception-state.ts';
import { sendMessages } from './send-messages.ts';
import { takeUpdates } from './take-updates.ts';

export interface BotOptions extends Omit<BotWork, 'bot'> {
  /** Answers health and metrics itself; else only the webhook, where there is one. */
  readonly alone: boolean;
}

export interface BotRole extends Role {
  /** Of its own server, where it has one. */
  readonly url: string | undefined;
  /** Without it Telegram has not answered yet. */
  readonly username: string | undefined;
}

/** What goes on by itself beside receiving. */
const loops: readonly BotLoop[] = [
  takeUpdates,
  fetchRecordings,
  followRecordings,
  sendMessages,
  measureInbox,
  introduceBot,
];

/** Milliseconds for Telegram's word who we are. */
const greetingLimit = 5_000;
/** Milliseconds between two tries to reach Telegram: the first, and at most; each is twice the one before. */
const firstPause = 500;
const longestPause = 30_000;
/** Milliseconds that what is under way gets to end when the bot closes. */
const closingTime = 8_000;

/**
 * Runs the bot: receives, handles, sends. Any number of processes may run the same one. Starts also while Telegram
 * cannot be reached, and goes on trying. Rejects with `telegram-token-wrong`, with `setting-invalid` for a tenant that
 * does not exist or is not the bot's, and with `port-in-use`. Closing finishes what is being handled.
 */
export async function startBot(options: BotOptions): Promise<BotRole> {
  const { config, database, logger } = options;
  const tenantId = await findTenantOf(database, config.telegram.tenant);
  const stopping = new AbortController();
  const state = createReceptionState(logger);
  const checkBlobs = rememberCheck(options.blobs.check);
  let work: BotWork | undefined;

  const role = {
    name: 'bot' as const,
    async ready() {
      const checks = [describeCheck(database.check()), describeCheck(checkBlobs())] as const;
      const [databaseState, blobs] = await Promise.all(checks);
      return judgeReadiness({ database: databaseState, blobs, updates: state.describe() });
    },
  };
  const server = await startServer(options, role, () => work);
  const greeted = await greet(options, tenantId, stopping.signal).catch(async (thrown: unknown) => {
    const error = tellTelegramFailure(thrown);
    if (!error.transient) {
      await server?.close();
      throw error;
    }
    state.fail(error);
    return undefined;
  });
  const running = (async () => {
    work = greeted ?? (await greetUntilHeard(options, tenantId, state, stopping.signal));
    if (work) await runAll(work, state, stopping.signal);
  })().catch((error: unknown) => logger.error({ error }, 'the bot stopped'));
  logger.info({ bot: greeted?.bot.username }, 'bot ready');

  return {
    ...role,
    url: server?.url,
    username: greeted?.bot.username,
    async close() {
      stopping.abort(new EfirError('cancelled'));
      const late = new AbortController();
      await Promise.race([running, sleep(closingTime, late.signal).catch(() => {})]);
      late.abort();
      await server?.close();
      logger.info('bot closed');
    },
  };
}

async function findTenantOf(database: Database, given: TenantId | undefined): Promise<TenantId> {
  if (given === undefined) return (await ensureFirstTenant(database)).id;
  if (await findTenant(database, given)) return given;
  throw new EfirError('setting-invalid', {
    name: 'TELEGRAM_TENANT',
    value: given,
    accepts: 'the id of a tenant that exists',
  });
}

function startServer(
  { alone, config, metrics }: BotOptions,
  role: Pick<Role, 'ready'>,
  findWork: () => BotWork | undefined,
) {
  const { telegram } = config;
  if (!alone && telegram.webhookUrl === undefined) return undefined;
  const port = telegram.port ?? (config.port === 0 ? 0 : config.port + 4);
  const others = createWebhookAnswer(telegram, findWork);
  return startHealthServer({ host: config.host, port, role, metrics, others });
}

/** Asks Telegram who we are, and makes it known. */
async function greet(options: BotOptions, tenantId: TenantId, signal: AbortSignal): Promise<BotWork> {
  const { database, messenger } = options;
  const me = await messenger.call('getMe', {}, { signal, timeLimit: greetingLimit });
  return { ...options, bot: await registerBot(database, tenantId, { id: me.id, username: me.username }) };
}

async function greetUntilHeard(
  options: BotOptions,
  tenantId: TenantId,
  state: ReceptionState,
  signal: AbortSignal,
): Promise<BotWork | undefined> {
  for (let pause = firstPause; !signal.aborted; pause = Math.min(longestPause, pause * 2)) {
    await sleep(pause, signal).catch(() => {});
    if (signal.aborted) return undefined;
    try {
      return await greet(options, tenantId, signal);
    } catch (thrown) {
      state.fail(tellTelegramFailure(thrown));
    }
  }
  return undefined;
}

async function runAll(work: BotWork, state: ReceptionState, signal: AbortSignal): Promise<void> {
  const receive: BotLoop = (given, stopped) =>
    work.config.telegram.webhookUrl === undefined
      ? pollUpdates(given, state, stopped)
      : keepWebhook(given, state, stopped);
  await Promise.all([receive, ...loops].map((loop) => keepRunning(loop, work, signal)));
}

/** A part that fails as a whole is begun again; the others go on. */
async function keepRunning(loop: BotLoop, work: BotWork, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      return await loop(work, signal);
    } catch (error) {
      if (signal.aborted) return;
      work.logger.error({ error, part: loop.name }, 'a part of the bot failed; it is begun again');
      await sleep(firstPause, signal).catch(() => {});
    }
  }
}
