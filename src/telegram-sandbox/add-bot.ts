import { randomBytes } from 'node:crypto';
import type { NewBot } from './interface.ts';
import { Impossible } from './refusal.ts';
import type { Bot, World } from './world.ts';

/** Creates a bot as BotFather does, with privacy mode on unless told otherwise. */
export function addBot(world: World, given: NewBot): Bot {
  const id = Number(/^(\d{1,15}):/.exec(given.token ?? '')?.[1] ?? world.number('bot'));
  const token = given.token ?? `${id}:${randomBytes(26).toString('base64url').slice(0, 35)}`;
  if (!/^\d{1,15}:[\w-]{3,100}$/.test(token))
    throw new Impossible('a token is a number, a colon, and letters');
  if (world.bots.has(id)) throw new Impossible(`there is a bot ${id} already`, 409);
  const bot: Bot = {
    token,
    user: {
      id,
      is_bot: true,
      first_name: given.name ?? 'Efir',
      username: given.username ?? `efir_${id}_bot`,
      can_join_groups: true,
      can_read_all_group_messages: given.canReadAllGroupMessages === true,
      supports_guest_queries: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
      has_topics_enabled: false,
      allows_users_to_create_topics: false,
      can_manage_bots: false,
      supports_join_request_queries: false,
    },
    lastMessageId: 0,
    // Telegram begins somewhere as well.
    lastUpdateId: 100_000_000 + (id % 1000) * 1000,
    queue: [],
    allowed: undefined,
    polling: undefined,
    lastPoll: undefined,
    webhook: undefined,
    lastWebhookCall: 0,
    commands: new Map(),
  };
  world.bots.set(id, bot);
  return bot;
}
