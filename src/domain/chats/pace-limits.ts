/**
 * What Telegram takes: one message a second in a chat, 20 a minute in a group, 30 a second in all, edits counted as
 * sends. What is counted is when a call ended, so that nothing on its way can put two of them closer together. Of all
 * chats together only the beginnings are counted, so there is room for what is delayed: 5 in any 0.2 s are never more
 * than 30 in any second, even where one comes 0.2 s later than another.
 */
export const paceLimits = {
  /** Seconds between two calls in a chat. */
  perChat: 1,
  /** Calls in a group in any minute; of those, progress leaves some to what is new. */
  perGroupMinute: 20,
  progressPerGroupMinute: 14,
  /** Seconds between two edits that show progress of the same message. */
  progressInGroup: 3,
  progressInPrivate: 1,
  /** Calls in all within so many seconds. */
  inAll: 5,
  inAllSeconds: 0.2,
} as const;

/** Chats from here down have a count of messages of their own; all others share the one of the bot's account. */
export const firstSupergroup = -1_000_000_000_000;
