import { Api, Context } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import type { ChatMessageId, ChatRecordingId } from '../../core/ids.ts';
import type { Logger } from '../../core/logger.ts';
import type { TenantTx } from '../../db/database.ts';
import { type BotIdentity, type ChatRow, say } from '../../domain/chats/index.ts';
import type { Messenger } from '../../ports/messenger.ts';
import type { Texts } from '../../texts/texts.ts';
import type { MessageContent } from '../../wire/chat.ts';
import type { BotConfig, BotWork } from './bot-work.ts';
import { readPerson } from './person.ts';

/**
 * What handlers get: grammY's context of an update, and the transaction in which everything it brings about is written.
 * grammY's own ways to send (`reply`, `api`, …) throw: what is sent goes through the outbox.
 */
export type BotContext = Context & BotExtras;

export interface BotExtras {
  readonly tx: TenantTx;
  readonly bot: BotIdentity;
  /** The chat as we know it; `chat` is Telegram's word of it. */
  readonly chatRow: ChatRow;
  /** The topic that the update is of, where a chat has topics. */
  readonly threadId: number | undefined;
  /** In the chat's language. */
  readonly texts: Texts;
  readonly config: BotConfig;
  /** For reading only (`getChatMember`), with a time limit of at most 5 s: the transaction waits. */
  readonly messenger: Pick<Messenger, 'call'>;
  readonly logger: Logger;
  readonly work: BotWork;
  /**
   * Says something in this chat and topic. Without a key it is an answer to this update; several answers get keys of
   * their own, by their order.
   */
  say(content: MessageContent, options?: SayOptions): Promise<ChatMessageId>;
  /**
   * To be done once what was written is committed, such as answering a callback query. Never tried again: nothing may
   * depend on it.
   */
  after(work: () => Promise<void>): void;
}

interface SayOptions {
  readonly key?: string;
  readonly chatRecordingId?: ChatRecordingId;
}

export interface ContextParts {
  readonly update: Update;
  readonly tx: TenantTx;
  readonly chatRow: ChatRow;
  /** Takes what is to be done after the commit. */
  readonly after: (work: () => Promise<void>) => void;
}

export function createBotContext(work: BotWork, { update, tx, chatRow, after }: ContextParts): BotContext {
  const { bot, config, logger, messenger } = work;
  const bare = new Context(update, mute, describeMe(bot));
  const threadId = findThread(bare);
  let said = 0;
  const extras: BotExtras = {
    ...{ tx, bot, chatRow, threadId, config, messenger, logger, work, after },
    texts: work.texts(chatRow.language),
    say: (content, { key, chatRecordingId } = {}) => {
      said += key === undefined ? 1 : 0;
      const place = { bot, chatId: chatRow.id, ...(threadId === undefined ? {} : { threadId }) };
      return say(tx, {
        ...place,
        key: key ?? `reply:${update.update_id}${said > 1 ? `:${said}` : ''}`,
        content,
        ...(chatRecordingId === undefined ? {} : { chatRecordingId }),
        // A private chat goes with its person.
        ...(chatRow.kind === 'private' ? {} : { userId: readPerson(context)?.id }),
      });
    },
  };
  const context = Object.assign(bare, extras);
  return context;
}

/** grammY routes; it never talks to Telegram. */
const mute = new Api('0:mute');
mute.config.use((_previous, method) => {
  throw new Error(`${method}: what is sent goes through the outbox`);
});

function findThread({ msg }: Context): number | undefined {
  // Replies in chats without topics carry an id as well; nothing can be sent to that.
  return msg?.is_topic_message === true ? msg.message_thread_id : undefined;
}

/** What routing by commands and mentions looks at. */
function describeMe({ id, username }: BotIdentity): UserFromGetMe {
  return {
    id,
    username,
    is_bot: true,
    first_name: username,
    can_join_groups: true,
    can_read_all_group_messages: false,
    can_manage_bots: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    supports_join_request_queries: false,
  };
}
