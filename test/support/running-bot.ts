// The bot in this process, over a sandbox and a real database:
//
//   const bot = await runBot({ db, telegram });
//   await ann.sendText('/start');
//   await bot.close();

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BotRole, startBot } from '../../src/apps/bot/start-bot.ts';
import { createBlobs, createMediaTool, createMessenger, createWebClient } from '../../src/apps/compose.ts';
import { loadConfig } from '../../src/config/config.ts';
import { type Logger, silentLogger } from '../../src/core/logger.ts';
import { createMetrics, type Metrics } from '../../src/core/metrics.ts';
import type { Database } from '../../src/db/database.ts';
import { getTexts } from '../../src/texts/texts.ts';
import type { TestDatabase } from './database.ts';

export interface RunningBot {
  readonly role: BotRole;
  readonly metrics: Metrics;
  readonly database: Database;
  /** The folder of its recordings. */
  readonly blobUrl: string;
  close(): Promise<void>;
}

export interface RunBotOptions {
  readonly db: TestDatabase;
  readonly telegram: { readonly url: string; readonly token: string };
  readonly settings?: Readonly<Record<string, string>>;
  readonly logger?: Logger;
}

/** Rejects as `startBot`. Several may run over one database. */
export async function runBot({
  db,
  telegram,
  settings = {},
  logger = silentLogger,
}: RunBotOptions): Promise<RunningBot> {
  await using opening = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'efir-bot-'));
  opening.defer(() => rm(folder, { recursive: true, force: true }));
  const config = loadConfig({
    ...{ PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', EFIR_DATA_DIR: folder },
    ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.url },
    ...settings,
  });
  if (!config.telegram) throw new Error('no token');
  const database = await db.connect();
  opening.defer(() => database.close());
  const messenger = createMessenger({ telegram: config.telegram });
  opening.defer(() => messenger.close());
  const web = createWebClient(config);
  opening.defer(() => web.close());
  const metrics = createMetrics({ processMetrics: false });
  const role = await startBot({
    ...{ alone: true, database, logger, messenger, metrics, web },
    config: { ...config, telegram: config.telegram },
    blobs: createBlobs(config),
    media: createMediaTool(config),
    texts: getTexts,
  });
  opening.defer(() => role.close());
  const opened = opening.move();
  return { role, metrics, database, blobUrl: config.blobUrl, close: () => opened.disposeAsync() };
}
