import type { MessengerRefusal } from '../../ports/messenger.ts';

/**
 * What a refusal of Telegram asks for. `same`: it is so already. `not-there`, `not-ours`, `other-kind`: what is to be
 * edited is not there, is somebody else's, or is no text (or has no caption). `undeletable`: too old. `entities`,
 * `buttons`, `thread`, `reply`: this part of it cannot be, the rest may. `media`: files of this kind may not be sent in
 * this chat, texts may. `unreachable`: nothing can be said in this chat.
 * `token`: the bot itself is not let in. `final`: anything else, and so for good.
 */
export type RefusalReason =
  | 'same'
  | 'not-there'
  | 'not-ours'
  | 'other-kind'
  | 'undeletable'
  | 'entities'
  | 'buttons'
  | 'thread'
  | 'reply'
  | 'media'
  | 'unreachable'
  | 'moved'
  | 'flood'
  | 'token'
  | 'final';

/** Telegram's own words, the more special before the more general. */
const words: readonly (readonly [RegExp, RefusalReason])[] = [
  [/message is not modified/i, 'same'],
  [/message can't be deleted/i, 'undeletable'],
  [/repl(y|ied) (message )?not found|REPLY_MESSAGE_ID_INVALID/i, 'reply'],
  [/thread not found|TOPIC_(CLOSED|DELETED)|TOPIC_ID_INVALID/i, 'thread'],
  [
    /message to (edit|delete) not found|message not found|MESSAGE_ID_INVALID|message identifier is not specified/i,
    'not-there',
  ],
  [/message can't be edited|MESSAGE_AUTHOR_REQUIRED/i, 'not-ours'],
  [/there is no (text|caption) in the message/i, 'other-kind'],
  [/can't parse entities|ENTIT(Y|IES)_|entity|entities/i, 'entities'],
  [/BUTTON_|inline keyboard|reply markup|REPLY_MARKUP/i, 'buttons'],
  [/not enough rights to send (?!text)|CHAT_SEND_(?!PLAIN_)\w+_FORBIDDEN/i, 'media'],
  [
    /chat not found|PEER_ID_INVALID|deactivated|was (kicked|blocked)|not a member|not enough rights|have no rights|need administrator rights|CHAT_(WRITE|SEND_\w+)_FORBIDDEN|CHAT_RESTRICTED|USER_IS_BLOCKED/i,
    'unreachable',
  ],
];

export function judgeRefusal({ status, description, migratedTo }: MessengerRefusal): RefusalReason {
  if (migratedTo !== undefined) return 'moved';
  if (status === 429) return 'flood';
  if (status === 401 || status === 404) return 'token';
  if (status === 403) return 'unreachable';
  if (status !== 400) return 'final';
  return words.find(([pattern]) => pattern.test(description))?.[1] ?? 'final';
}
