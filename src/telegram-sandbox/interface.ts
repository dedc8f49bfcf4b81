/**
 * The acting interface of the sandbox: what people in Telegram and testers do, as JSON over HTTP, for its page, tests and
 * shells. What cannot be done answers `{ error: "a sentence" }` with 400, 403, 404, 409, 413 or 415.
 *
 * :chat is the id that a bot knows the chat by: a user's id for his private chat, a negative number for others. With
 * several bots a private chat needs `bot` as well (id or username), in the query or the body; absent: the first bot.
 *
 *   GET    /sandbox                            Overview: bots, users, chats
 *   POST   /sandbox/bots                       NewBot → BotView
 *   POST   /sandbox/users                      NewUser → UserView
 *   POST   /sandbox/users/:user/delete         The account is gone: its chats answer "user is deactivated"
 *   POST   /sandbox/chats                      NewChat → ChatView (groups, supergroups, channels)
 *   GET    /sandbox/chats/:chat                ChatView; ?user= as this person sees it (own toasts, own language)
 *   GET    /sandbox/chats/:chat/messages       MessageView[], oldest first
 *   GET    /sandbox/chats/:chat/stream         text/event-stream of ChatChange; ?user= as above
 *   POST   /sandbox/chats/:chat/messages       NewMessage → MessageView. As JSON, or as multipart/form-data with the
 *                                              JSON in the field `message` and the bytes in the part `file`
 *   POST   /sandbox/chats/:chat/albums         NewAlbum → MessageView[]
 *   POST   /sandbox/chats/:chat/edit           EditOfUser → MessageView
 *   POST   /sandbox/chats/:chat/delete         { user, messages: number[] } → {}
 *   POST   /sandbox/chats/:chat/press          Press → PressView, once the bot answered or `waitSeconds` are over
 *   POST   /sandbox/chats/:chat/react          Reaction → {}
 *   POST   /sandbox/chats/:chat/members        MemberChange → MemberView: join, leave, promote, restrict, ban
 *   POST   /sandbox/chats/:chat/block          { user?, blocked: boolean } → {} (private chats)
 *   POST   /sandbox/chats/:chat/migrate        {} → ChatView of the supergroup that the group became
 *   POST   /sandbox/chats/:chat/topics         { user, title } → { thread } (forums); { user, thread, closed } closes
 *   POST   /sandbox/chats/:chat/title          { user, title } → {}
 *   POST   /sandbox/chats/:chat/pin            { user, message } → {}
 *   GET    /sandbox/files/:file                The bytes of a file, by the `file` of a FileView
 *
 * For testers:
 *   GET    /sandbox/journal                    Call[]; ?bot= &method= &chat= &after= (number of a call)
 *   DELETE /sandbox/journal                    Forgets it, and the counts of /sandbox/limits
 *   GET    /sandbox/faults                     Fault[]
 *   POST   /sandbox/faults                     NewFault → Fault
 *   DELETE /sandbox/faults                     Takes all away; DELETE /sandbox/faults/:fault takes one
 *   GET    /sandbox/clock                      ClockView
 *   POST   /sandbox/clock                      { advance?: seconds, frozen?: boolean } → ClockView
 *   GET    /sandbox/limits                     LimitsView
 *   POST   /sandbox/limits                     Partial<Limits> → LimitsView
 *   GET    /sandbox/bots/:bot                  BotView: pending updates, webhook, commands
 *   POST   /sandbox/updates                    { bot?, update } → { update_id }: an update as it is given, however wrong
 *
 * Only who is at this machine may use it: the Host header must be a name of it, and a page of another origin is refused.
 */

import type { BotCommand, BotCommandScope, MessageEntity, ReactionType, WebhookInfo } from '@grammyjs/types';

export interface Overview {
  readonly bots: readonly BotView[];
  readonly users: readonly UserView[];
  readonly chats: readonly ChatSummary[];
}

export interface NewBot {
  /** `<id>:<secret>`; absent: made up. */
  readonly token?: string;
  readonly username?: string;
  readonly name?: string;
  /** Privacy mode switched off. Standard: false, as BotFather creates them. */
  readonly canReadAllGroupMessages?: boolean;
}

export interface BotView {
  readonly id: number;
  readonly token: string;
  readonly username: string;
  readonly name: string;
  readonly pendingUpdates: number;
  readonly webhook: WebhookInfo;
  readonly commands: readonly {
    readonly scope: BotCommandScope;
    readonly language: string;
    readonly commands: readonly BotCommand[];
  }[];
}

export interface NewUser {
  readonly name: string;
  readonly lastName?: string;
  readonly username?: string;
  /** As the app tells it to bots, such as `ru`. */
  readonly languageCode?: string;
  readonly id?: number;
}

export interface UserView {
  readonly id: number;
  readonly name: string;
  readonly lastName?: string;
  readonly username?: string;
  readonly languageCode?: string;
  readonly bot: boolean;
}

export interface NewChat {
  readonly kind: 'group' | 'supergroup' | 'channel';
  readonly title: string;
  readonly username?: string;
  readonly owner: number;
  readonly members?: readonly number[];
  /** Topics; supergroups only. */
  readonly forum?: boolean;
  /** Adds bots as they are named: plain members, or administrators with all rights. Standard of channels: administrators. */
  readonly bots?: readonly { readonly bot: number | string; readonly administrator?: boolean }[];
  /** Of a channel: the supergroup to which its posts are forwarded. */
  readonly discussion?: number;
}

export interface ChatSummary {
  readonly id: number;
  readonly kind: 'private' | 'group' | 'supergroup' | 'channel';
  /** A person's name in private chats. */
  readonly title: string;
  /** Of a private chat: with this bot. */
  readonly bot?: number;
  readonly forum: boolean;
  readonly migratedTo?: number;
  /** By the person; private chats. */
  readonly blocked: boolean;
}

export interface ChatView extends ChatSummary {
  readonly members: readonly MemberView[];
  readonly messages: readonly MessageView[];
  readonly topics: readonly TopicView[];
  readonly pinned: readonly number[];
  /** What the bot shows just now: "typing", "upload_document"; absent after 5 seconds. */
  readonly action?: string;
  /** A draft that streams: it stands for 30 seconds, or until a message comes. */
  readonly draft?: DraftView;
  /** Keys in place of the keyboard, set by the last message that set or took them. */
  readonly replyKeyboard?: readonly (readonly string[])[];
  /** What the menu of commands offers the person. */
  readonly commands: readonly BotCommand[];
}

export interface TopicView {
  readonly thread: number;
  readonly title: string;
  readonly closed: boolean;
}

export interface DraftView {
  readonly id: number;
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

export interface MemberView {
  readonly user: number;
  readonly name: string;
  readonly bot: boolean;
  readonly status: 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';
  readonly anonymous: boolean;
}

/** A message as a person sees it. */
export interface MessageView {
  readonly id: number;
  /** Who speaks: a person, a bot, or a chat (an anonymous administrator, a channel). */
  readonly from: { readonly id: number; readonly name: string; readonly kind: 'user' | 'bot' | 'chat' };
  /** Milliseconds since 1970, by the sandbox's clock. */
  readonly date: number;
  readonly editDate?: number;
  /** How often it was edited. */
  readonly edits: number;
  /** Text, or the caption below a file. */
  readonly text: string;
  readonly entities: readonly MessageEntity[];
  readonly buttons: readonly (readonly ButtonView[])[];
  readonly file?: FileView;
  readonly replyTo?: number;
  readonly thread?: number;
  readonly album?: string;
  readonly forwardedFrom?: string;
  readonly reactions: readonly { readonly user: number; readonly reaction: ReactionType }[];
  readonly quiet: boolean;
  /** What happened, where it is no message of anybody: "left_chat_member", "pinned_message" and so on. */
  readonly service?: string;
}

export interface ButtonView {
  readonly text: string;
  readonly kind: 'callback' | 'url' | 'other';
  readonly url?: string;
}

export type FileKind = 'voice' | 'audio' | 'video' | 'video_note' | 'document' | 'photo' | 'animation';

export interface FileView {
  readonly kind: FileKind;
  /** For GET /sandbox/files/:file; stable for the same bytes. */
  readonly file: string;
  readonly name?: string;
  readonly mimeType?: string;
  readonly bytes: number;
  /** Seconds. */
  readonly duration?: number;
}

/** Text or a file, from a person. */
export interface NewMessage {
  readonly user: number;
  readonly text?: string;
  readonly caption?: string;
  readonly entities?: readonly MessageEntity[];
  readonly file?: NewFile;
  readonly replyTo?: number;
  /** Words of the message that is answered. */
  readonly quote?: string;
  readonly thread?: number;
  /** As an anonymous administrator of the group, or as a channel (its id). */
  readonly as?: 'anonymous' | number;
  /** It is forwarded: of a person who shows himself, one who hides, or a channel. */
  readonly forward?: ForwardFrom;
  /** Another message to forward, with everything in it. */
  readonly forwardOf?: { readonly chat: number; readonly message: number };
}

export type ForwardFrom =
  | { readonly kind: 'user'; readonly user: number }
  | { readonly kind: 'hidden'; readonly name: string }
  | { readonly kind: 'channel'; readonly chat: number; readonly message: number };

export interface NewFile {
  readonly kind: FileKind;
  readonly name?: string;
  readonly mimeType?: string;
  /** Seconds, as the sender's app claims. */
  readonly duration?: number;
  readonly title?: string;
  readonly performer?: string;
  /** Base64. Absent with multipart and with `zeros`. */
  readonly bytes?: string;
  /** A file of so many zero bytes, for limits. */
  readonly zeros?: number;
  /** Left out of what the bot is told. */
  readonly withoutSize?: boolean;
}

export interface NewAlbum {
  readonly user: number;
  /** 2 to 10. */
  readonly files: readonly NewFile[];
  /** Below the first. */
  readonly caption?: string;
  readonly replyTo?: number;
  readonly thread?: number;
}

export interface EditOfUser {
  readonly user: number;
  readonly message: number;
  /** The text, or the caption below a file. */
  readonly text: string;
  readonly entities?: readonly MessageEntity[];
}

export interface Press {
  readonly user: number;
  readonly message: number;
  /** By its text, its place, or its data. */
  readonly button: string | { readonly row: number; readonly column: number } | { readonly data: string };
  /** How long to wait for the bot's answer. Standard: 0, at most 60. By the real clock. */
  readonly waitSeconds?: number;
}

export interface PressView {
  readonly id: string;
  readonly answered: boolean;
  /** A line that fades, or a window to close. */
  readonly text?: string;
  readonly alert?: boolean;
  readonly url?: string;
}

export interface Reaction {
  readonly user: number;
  readonly message: number;
  /** All that he now has on it; empty: none. */
  readonly emoji: readonly string[];
}

export interface MemberChange {
  /** A user's id, or a bot's id or username. */
  readonly member: number | string;
  /** Who does it; absent: the owner. */
  readonly by?: number;
  readonly status: 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';
  /** Names as in ChatAdministratorRights or ChatPermissions. Standard: all of an administrator, none of a restricted member. */
  readonly rights?: Readonly<Record<string, boolean>>;
}

/** What changed in a chat, as it comes over the stream. `name` is the event's name, the rest its data. */
export type ChatChange =
  | { readonly name: 'message' | 'edited'; readonly message: MessageView }
  | { readonly name: 'deleted'; readonly messages: readonly number[] }
  | { readonly name: 'reactions'; readonly message: MessageView }
  | { readonly name: 'draft'; readonly draft: DraftView }
  | { readonly name: 'action'; readonly action: string }
  | { readonly name: 'pressed'; readonly press: PressView; readonly user: number }
  | { readonly name: 'chat'; readonly chat: ChatSummary };

/** A call of the Bot API as it came and was answered. */
export interface Call {
  /** From 1. */
  readonly number: number;
  readonly bot: number;
  /** As Telegram writes it, whatever the caller wrote; of a download `download`. */
  readonly method: string;
  /** Milliseconds since 1970 by the sandbox's clock, when it came. */
  readonly time: number;
  /** Until it was answered; absent while it is not. */
  readonly milliseconds?: number;
  /** As they came, values in JSON parsed; files as `{ name, bytes }`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** 0: the connection was dropped. */
  readonly status?: number;
  readonly answer?: unknown;
  /** It changed something, also where the answer was dropped. */
  readonly done: boolean;
  /** The fault that met it. */
  readonly fault?: string;
}

export interface NewFault {
  /**
   * Of the Bot API, or `download` (of files: drop-before, status, slow, cut) or `webhook` (of updates:
   * duplicate-updates). Absent: every method but getUpdates, downloads and webhooks, which have to be named.
   */
  readonly method?: string;
  readonly chat?: number;
  readonly bot?: number;
  /** Lets so many pass first. Standard: 0. */
  readonly skip?: number;
  /** Then meets so many. Standard: 1. */
  readonly count?: number;
  readonly kind:
    | 'drop-before' // The connection breaks before anything is done.
    | 'drop-after' // It is done, then the connection breaks without an answer.
    | 'delay' // After `milliseconds` it goes on as ever.
    | 'delay-answer' // It is done at once, the answer comes after `milliseconds`.
    | 'status' // Nothing is done; `status` (standard 500), with `body` or Telegram's JSON with `description`.
    | 'flood' // 429 with `retryAfter` seconds (standard 1).
    | 'duplicate-updates' // getUpdates and webhooks: each update comes twice.
    | 'reorder-updates' // getUpdates: the newest first.
    | 'slow' // download: `bytesPerSecond`.
    | 'cut'; // download: the connection breaks after `afterBytes`.
  readonly milliseconds?: number;
  readonly status?: number;
  readonly description?: string;
  /** Such as the HTML page of a proxy; then the type is text/html. */
  readonly body?: string;
  readonly retryAfter?: number;
  readonly bytesPerSecond?: number;
  readonly afterBytes?: number;
}

export interface Fault extends NewFault {
  readonly id: string;
  /** Calls that it met. */
  readonly met: number;
}

export interface ClockView {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** It stands until it is advanced. */
  readonly frozen: boolean;
}

/** What Telegram allows a bot; see `standardLimits`. */
export interface Limits {
  /** Refuse with 429 what is above; false: only count it. */
  readonly refuse: boolean;
  /** Messages and edits in one chat: so many a second … */
  readonly chatPerSecond: number;
  /** … and so many at once after a pause. */
  readonly chatBurst: number;
  /** Messages and edits in a group or channel within 60 seconds. */
  readonly groupPerMinute: number;
  /** In all chats of a bot within a second. */
  readonly perSecond: number;
  /** Milliseconds that a call may come early: networks do not keep pauses exactly. */
  readonly tolerance: number;
  /** Bytes that getFile gives; 0: any (as a local Bot API server). */
  readonly downloadBytes: number;
  /** Bytes that a bot may send. */
  readonly uploadBytes: number;
}

export interface LimitsView extends Limits {
  /** Calls that were above a limit, refused or not; floods asked for by a fault not counted. */
  readonly exceeded: { readonly chat: number; readonly group: number; readonly all: number };
  /** Calls that counted. */
  readonly counted: number;
  /** The most in one second, and of one group in one minute. */
  readonly busiest: { readonly second: number; readonly groupMinute: number };
}
