import type { BotContext } from './bot-context.ts';

export interface Command {
  /** Without `/`, in small letters. */
  readonly name: string;
  /** What stands behind it. */
  readonly words: string;
  /** Whether it says `@` and our name. */
  readonly isAddressed: boolean;
  /** Meant for another bot. */
  readonly isForeign: boolean;
}

/** The command that a message begins with, in its text or caption; undefined where it begins with none. */
export function readCommand({ bot, msg }: BotContext): Command | undefined {
  const text = msg?.text ?? msg?.caption ?? '';
  const [, name, to, words = ''] = /^\/([a-z]\w{0,31})(?:@(\w{1,64}))?(?:\s+([\s\S]*))?$/i.exec(text) ?? [];
  if (name === undefined) return undefined;
  const isAddressed = to?.toLowerCase() === bot.username.toLowerCase();
  return {
    name: name.toLowerCase(),
    words: words.trim(),
    isAddressed,
    isForeign: to !== undefined && !isAddressed,
  };
}

/** Whether a message names the bot by `@`, in its text or caption. */
export function isMentioned({ bot, msg }: BotContext): boolean {
  const text = msg?.text ?? msg?.caption ?? '';
  const entities = msg?.entities ?? msg?.caption_entities ?? [];
  const name = `@${bot.username}`.toLowerCase();
  return entities.some((entity) => {
    if (entity.type === 'text_mention') return (entity.user as { id?: number } | undefined)?.id === bot.id;
    if (entity.type !== 'mention') return false;
    return text.slice(entity.offset, entity.offset + entity.length).toLowerCase() === name;
  });
}
