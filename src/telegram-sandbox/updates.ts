import type { Update } from '@grammyjs/types';
import { deliverToWebhook } from './webhook.ts';
import type { Bot, World } from './world.ts';

type UpdateName = Exclude<keyof Update, 'update_id'>;

/** Not sent unless they are asked for by name. */
const unasked: readonly string[] = ['chat_member', 'message_reaction', 'message_reaction_count'];

/** What Telegram keeps of updates that nobody fetched. */
const keptMilliseconds = 24 * 3_600_000;

export function wantsUpdate(bot: Bot, name: UpdateName): boolean {
  return bot.allowed ? bot.allowed.includes(name) : !unasked.includes(name);
}

/** Tells a bot of something, if it asked for such things. */
export function pushUpdate<Name extends UpdateName>(
  world: World,
  bot: Bot,
  name: Name,
  content: NonNullable<Update[Name]>,
): void {
  if (!wantsUpdate(bot, name)) return;
  pushRawUpdate(world, bot, { [name]: content });
}

/** Tells a bot of anything at all, under the next number unless it names its own. */
export function pushRawUpdate(world: World, bot: Bot, content: object): number {
  const given = (content as { update_id?: unknown }).update_id;
  const id = typeof given === 'number' && given > bot.lastUpdateId ? given : bot.lastUpdateId + 1;
  bot.lastUpdateId = id;
  bot.queue.push({
    update: { ...content, update_id: id } as Update,
    at: world.clock.now(),
    due: 0,
    tries: 0,
    sending: false,
    lane: findLane(content, id),
  });
  bot.polling?.wake();
  if (bot.webhook) deliverToWebhook(world, bot);
  return id;
}

/** What webhooks keep in order: a chat, and what one person does outside of chats. */
function findLane(content: object, id: number): string {
  for (const part of Object.values(content) as ({
    chat?: { id?: unknown };
    from?: { id?: unknown };
  } | null)[]) {
    if (part?.chat?.id !== undefined) return `chat ${part.chat.id}`;
    if (part?.from?.id !== undefined) return `user ${part.from.id}`;
  }
  return `update ${id}`;
}

/** Forgets what is too old. */
export function dropOldUpdates(world: World, bot: Bot): void {
  const oldest = world.clock.now() - keptMilliseconds;
  while (bot.queue[0] && bot.queue[0].at < oldest) bot.queue.shift();
}
