import type { Config } from '../../config/config.ts';
import type { Logger } from '../../core/logger.ts';
import type { Metrics } from '../../core/metrics.ts';
import type { Database } from '../../db/database.ts';
import type { BotIdentity } from '../../domain/chats/index.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { MediaTool } from '../../ports/media-tool.ts';
import type { Messenger } from '../../ports/messenger.ts';
import type { WebClient } from '../../ports/web-client.ts';
import type { Language, Texts } from '../../texts/texts.ts';

export type TelegramConfig = NonNullable<Config['telegram']>;
/** The settings of a process that has a token. */
export type BotConfig = Omit<Config, 'telegram'> & {
  readonly telegram: TelegramConfig;
  /** Where the api of this process listens. */
  readonly apiUrl?: string | undefined;
};

/** What the parts of a bot work with. */
export interface BotWork {
  readonly bot: BotIdentity;
  readonly config: BotConfig;
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly messenger: Messenger;
  readonly media: MediaTool;
  readonly web: WebClient;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly texts: (language: Language) => Texts;
}

/** A part that goes on by itself until the signal fires; resolves when what it had under way is put down. */
export type BotLoop = (work: BotWork, signal: AbortSignal) => Promise<void>;

/** What there is to do for a bot: updates to handle, messages to send, recordings to fetch or to follow. */
export type BotMatter = 'updates' | 'messages' | 'recordings';

/** Wakes the parts that do such work, here at once and in other processes. After the commit, never before. */
export function hintBot({ bot, database }: Pick<BotWork, 'bot' | 'database'>, matter: BotMatter): void {
  database.hints.send('chats', `${bot.id}:${matter}`);
}

/** Hears of such work, and of hints that name no matter; looks on a timer as well, for hints may be lost. */
export function listenToBot(
  { bot, database }: Pick<BotWork, 'bot' | 'database'>,
  matter: BotMatter,
  handler: () => void,
): { close(): void } {
  return database.hints.listen('chats', (id) => {
    if (id === `${bot.id}` || id === `${bot.id}:${matter}`) handler();
  });
}
