import type {
  BotCommand,
  BotCommandScope,
  ChatMember,
  InlineKeyboardMarkup,
  Message,
  MessageOrigin,
  ReactionType,
  ReplyKeyboardMarkup,
  Update,
  User,
  UserFromGetMe,
} from '@grammyjs/types';
import { type Clock, createClock } from './clock.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFileStore, type FileStore, type StoredFile } from './file-store.ts';
import { createFlood, type Flood } from './flood.ts';
import type { ChatChange, Limits } from './interface.ts';
import { createJournal, type Journal } from './journal.ts';

/** Milliseconds. */
const pathLife = 3_600_000;

/** Everything that exists in the sandbox. It lives in memory; only the bytes of files are on disk. */
export interface World {
  readonly clock: Clock;
  readonly flood: Flood;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly files: FileStore;
  /** Files by absolute paths, no limits of size: as a Bot API server of one's own. */
  readonly local: boolean;
  readonly bots: Map<number, Bot>;
  readonly users: Map<number, Person>;
  /** By key: `<bot>:<user>` of private chats, the id of others. */
  readonly chats: Map<string, SandboxChat>;
  readonly presses: Map<string, PressState>;
  /** Who looks at a chat, by the chat's key; and who looks at everything. */
  readonly watchers: Map<string, Set<(change: ChatChange) => void>>;
  /** Ends what is under way when the sandbox closes. */
  readonly closing: AbortSignal;
  /** `file_path` values that were given out, until when they are good. By bot and path. */
  readonly givenOut: Map<string, { file: StoredFile; until: number }>;
  /** Gives a bot a `file_path` that is good for an hour. */
  giveOut(bot: Bot, file: StoredFile): string;
  /** The next whole number of a kind of things. */
  number(kind: 'user' | 'group' | 'supergroup' | 'bot' | 'press' | 'album'): number;
}

export interface Person {
  readonly user: User;
  deleted: boolean;
}

export interface Bot {
  readonly token: string;
  readonly user: UserFromGetMe;
  /** Of all its private chats and basic groups. */
  lastMessageId: number;
  lastUpdateId: number;
  readonly queue: WaitingUpdate[];
  /** Names of updates that it wants; undefined: the standard. */
  allowed: readonly string[] | undefined;
  polling: Polling | undefined;
  lastPoll: { offset: number; at: number } | undefined;
  webhook: Webhook | undefined;
  lastWebhookCall: number;
  /** By scope and language, as they were set. */
  readonly commands: Map<string, { scope: BotCommandScope; language: string; commands: BotCommand[] }>;
}

export interface WaitingUpdate {
  readonly update: Update;
  /** Milliseconds, when it came. */
  readonly at: number;
  /** Webhooks: before that it is not tried again. */
  due: number;
  tries: number;
  sending: boolean;
  /** Updates of one lane go to a webhook one after the other. */
  readonly lane: string;
}

export interface Polling {
  readonly wake: () => void;
  readonly abort: (description: string) => void;
}

export interface Webhook {
  readonly url: string;
  readonly secret: string | undefined;
  readonly maxConnections: number;
  readonly certificate: boolean;
  readonly ipAddress: string | undefined;
  readonly stop: AbortController;
  busy: number;
  lastError: { at: number; message: string } | undefined;
}

export interface SandboxChat {
  readonly key: string;
  readonly id: number;
  readonly kind: 'private' | 'group' | 'supergroup' | 'channel';
  title: string;
  username: string | undefined;
  readonly forum: boolean;
  /** Of a private chat. */
  readonly bot: Bot | undefined;
  readonly person: Person | undefined;
  /** The person has written to the bot at least once. */
  started: boolean;
  blocked: boolean;
  /** By user id, bots among them. */
  readonly members: Map<number, ChatMember>;
  readonly messages: Map<number, StoredMessage>;
  /** Of supergroups and channels. */
  lastMessageId: number;
  migratedTo: number | undefined;
  readonly topics: Map<number, { title: string; closed: boolean }>;
  readonly pinned: number[];
  /** Of a channel: its group; of that group: the channel. */
  discussion: number | undefined;
  action: { name: string; until: number } | undefined;
  draft: { id: number; text: string; entities: NonNullable<Message['entities']>; until: number } | undefined;
  /** The bot that spoke last: privacy mode lets it hear commands without a name. */
  lastBot: number | undefined;
  replyKeyboard: ReplyKeyboardMarkup | undefined;
}

export type Sender =
  | { readonly kind: 'user'; readonly user: User }
  | { readonly kind: 'bot'; readonly bot: Bot }
  /** An anonymous administrator (the group itself), or a channel. */
  | { readonly kind: 'chat'; readonly chat: SandboxChat; readonly userId: number | undefined };

/** What a message consists of, by the names of the Bot API; files without `file_id`, which every bot has its own of. */
export type Content = Omit<
  Partial<Message>,
  'message_id' | 'chat' | 'date' | 'from' | 'sender_chat' | 'reply_to_message' | 'reply_markup' | 'edit_date'
>;

export interface StoredMessage {
  readonly id: number;
  readonly chat: SandboxChat;
  readonly sender: Sender;
  /** Milliseconds. */
  readonly date: number;
  editDate: number | undefined;
  edits: number;
  content: Content;
  keyboard: InlineKeyboardMarkup | undefined;
  readonly replyTo: number | undefined;
  readonly thread: number | undefined;
  readonly origin: MessageOrigin | undefined;
  readonly quiet: boolean;
  readonly isProtected: boolean;
  /** By user id. */
  readonly reactions: Map<number, ReactionType[]>;
}

export interface PressState {
  readonly id: string;
  readonly bot: Bot;
  readonly chat: SandboxChat;
  readonly userId: number;
  readonly at: number;
  answer: { text?: string; alert?: boolean; url?: string } | undefined;
  readonly answered: Promise<void>;
  readonly settle: () => void;
}

export function createWorld(options: {
  folder: string;
  local: boolean;
  limits: Limits;
  closing: AbortSignal;
}): World {
  const clock = createClock();
  const numbers = { user: 1_000_000_000, group: 4_000_000, supergroup: 1_000_000_000, bot: 7_000_000_000 };
  const givenOut: World['givenOut'] = new Map();
  const counted = { ...numbers, press: 0, album: 0 };
  return {
    clock,
    flood: createFlood(clock, options.limits),
    faults: createFaults(),
    journal: createJournal(),
    files: createFileStore(options.folder),
    local: options.local,
    bots: new Map(),
    users: new Map(),
    chats: new Map(),
    presses: new Map(),
    watchers: new Map(),
    closing: options.closing,
    givenOut,
    giveOut(bot, file) {
      givenOut.set(`${bot.user.id} ${file.relativePath}`, { file, until: clock.now() + pathLife });
      return file.relativePath;
    },
    number(kind) {
      counted[kind] += 1;
      return counted[kind];
    },
  };
}
