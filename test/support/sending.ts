// Processes that send, over a sandbox and a real database, and what they are given to say:
//
//   const outbox = await openOutbox({ db, telegram });
//   const sender = outbox.startSender();
//   await outbox.say(ann.id, 'greeting', 'Hello');
//   await outbox.untilShown();
//   await sender.close();

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BotWork } from '../../src/apps/bot/bot-work.ts';
import { sendMessages } from '../../src/apps/bot/send-messages.ts';
import { createBlobs, createMediaTool, createMessenger, createWebClient } from '../../src/apps/compose.ts';
import { loadConfig } from '../../src/config/config.ts';
import type { ChatMessageId, ChatRecordingId, TenantId } from '../../src/core/ids.ts';
import { type Logger, silentLogger } from '../../src/core/logger.ts';
import { createMetrics } from '../../src/core/metrics.ts';
import { sleep } from '../../src/core/time.ts';
import { type BotIdentity, openChat, registerBot, say, unsay } from '../../src/domain/chats/index.ts';
import type { BlobStore } from '../../src/ports/blob-store.ts';
import { getTexts } from '../../src/texts/texts.ts';
import type { MessageContent } from '../../src/wire/chat.ts';
import type { TestDatabase } from './database.ts';

export interface MessageRow {
  readonly id: ChatMessageId;
  readonly chat_id: number;
  readonly key: string;
  readonly state: string;
  readonly message_id: number | null;
  readonly version: number;
  readonly shown_version: number;
  readonly error: { readonly code: string; readonly args: object } | null;
}

export interface Sender {
  readonly work: BotWork;
  close(): Promise<void>;
}

export interface Outbox {
  readonly bot: BotIdentity;
  readonly blobs: BlobStore;
  /** A process's worth of sending. */
  startSender(settings?: Readonly<Record<string, string>>, logger?: Logger): Promise<Sender>;
  open(chatId: number, kind?: 'private' | 'group' | 'supergroup' | 'channel'): Promise<void>;
  say(chatId: number, key: string, content: string | MessageContent, more?: SayMore): Promise<ChatMessageId>;
  unsay(chatId: number, key: string): Promise<void>;
  rows(): Promise<MessageRow[]>;
  /** Until nothing waits any more. */
  untilShown(seconds?: number): Promise<MessageRow[]>;
  close(): Promise<void>;
}

export interface SayMore {
  readonly chatRecordingId?: ChatRecordingId;
  readonly threadId?: number;
  readonly dueAt?: Date;
}

export interface OutboxOptions {
  readonly db: TestDatabase;
  readonly telegram: { readonly url: string; readonly token: string; readonly bot: { readonly id: number } };
  /** Whose recordings it sends, and where they lie; a tenant of its own without any unless given. */
  readonly tenantId?: TenantId;
  readonly blobs?: BlobStore;
}

/** Closing ends all its senders. */
export async function openOutbox(options: OutboxOptions): Promise<Outbox> {
  const { db, telegram } = options;
  const folder = await mkdtemp(join(tmpdir(), 'efir-outbox-'));
  const tenantId = options.tenantId ?? (await db.createTenant());
  const bot = await registerBot(db.database, tenantId, { id: telegram.bot.id, username: 'efir_sandbox_bot' });
  const senders: Sender[] = [];
  const configure = (settings: Readonly<Record<string, string>> = {}) => {
    const config = loadConfig({
      ...{ PATH: process.env['PATH'], EFIR_DATA_DIR: folder },
      ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.url },
      ...settings,
    });
    if (!config.telegram) throw new Error('no token');
    return { ...config, telegram: config.telegram };
  };
  const blobs = options.blobs ?? createBlobs(configure());
  const rows = () =>
    db.query<MessageRow>(
      'select *, chat_id::float8 as chat_id, message_id::float8 as message_id from chat_messages where bot_id = $1 order by id',
      [bot.id],
    );
  const change = (work: Parameters<typeof db.database.withTenant<void>>[1]) =>
    db.database.withTenant(tenantId, work);

  return {
    bot,
    blobs,
    async startSender(settings, logger = silentLogger) {
      const config = configure(settings);
      const database = await db.connect();
      const messenger = createMessenger(config);
      const web = createWebClient(config);
      const metrics = createMetrics({ processMetrics: false });
      const media = createMediaTool(config);
      const work: BotWork = {
        ...{ bot, blobs, config, database, logger, media, messenger, metrics, web },
        texts: getTexts,
      };
      const stopping = new AbortController();
      const running = sendMessages(work, stopping.signal);
      let closed = false;
      const sender: Sender = {
        work,
        async close() {
          if (closed) return;
          closed = true;
          stopping.abort();
          await running;
          await Promise.all([messenger.close(), web.close(), database.close()]);
        },
      };
      senders.push(sender);
      return sender;
    },
    open: (chatId, kind = 'private') =>
      change(async (tx) => void (await openChat(tx, bot, { id: chatId, kind }))),
    async say(chatId, key, content, more = {}) {
      const whole: MessageContent = typeof content === 'string' ? { kind: 'text', text: content } : content;
      const id = await db.database.withTenant(tenantId, (tx) =>
        say(tx, { bot, chatId, key, content: whole, ...more }),
      );
      db.database.hints.send('chats', `${bot.id}:messages`);
      return id;
    },
    async unsay(chatId, key) {
      await change((tx) => unsay(tx, { bot, chatId, key }));
      db.database.hints.send('chats', `${bot.id}:messages`);
    },
    rows,
    async untilShown(seconds = 45) {
      const end = Date.now() + seconds * 1000;
      for (;;) {
        const all = await rows();
        if (all.every(({ state }) => state !== 'waiting')) return all;
        if (Date.now() > end)
          throw new Error(
            `still waiting: ${JSON.stringify(
              all.filter(({ state }) => state === 'waiting'),
              null,
              1,
            )}`,
          );
        await sleep(30);
      }
    },
    async close() {
      await Promise.all(senders.map((sender) => sender.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
