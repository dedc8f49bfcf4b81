import type { BotCommand, User } from '@grammyjs/types';
import { isAdministrator } from './chats.ts';
import type { BotView, ChatSummary, ChatView, MemberView, Overview, UserView } from './interface.ts';
import { nameUser, viewMessage } from './view-message.ts';
import { describeWebhook } from './webhook.ts';
import type { Bot, SandboxChat, World } from './world.ts';

export function viewOverview(world: World): Overview {
  return {
    bots: [...world.bots.values()].map(viewBot),
    users: [...world.users.values()].map(({ user }) => viewUser(user)),
    chats: [...world.chats.values()].map(summarise),
  };
}

export function viewBot(bot: Bot): BotView {
  return {
    id: bot.user.id,
    token: bot.token,
    username: bot.user.username,
    name: bot.user.first_name,
    pendingUpdates: bot.queue.length,
    webhook: describeWebhook(bot),
    commands: [...bot.commands.values()],
  };
}

export function viewUser(user: User): UserView {
  return {
    id: user.id,
    name: user.first_name,
    ...(user.last_name === undefined ? {} : { lastName: user.last_name }),
    ...(user.username === undefined ? {} : { username: user.username }),
    ...(user.language_code === undefined ? {} : { languageCode: user.language_code }),
    bot: user.is_bot,
  };
}

export function summarise(chat: SandboxChat): ChatSummary {
  return {
    id: chat.id,
    kind: chat.kind,
    title: chat.title,
    ...(chat.bot ? { bot: chat.bot.user.id } : {}),
    forum: chat.forum,
    ...(chat.migratedTo === undefined ? {} : { migratedTo: chat.migratedTo }),
    blocked: chat.blocked,
  };
}

export function viewChat(world: World, chat: SandboxChat, viewer: number | undefined): ChatView {
  const now = world.clock.now();
  const { draft, action } = chat;
  return {
    ...summarise(chat),
    members: [...chat.members.values()].map(viewMember),
    messages: [...chat.messages.values()].map(viewMessage),
    topics: [...chat.topics].map(([thread, topic]) => ({ thread, ...topic })),
    pinned: [...chat.pinned],
    ...(action && action.until > now ? { action: action.name } : {}),
    ...(draft && draft.until > now
      ? { draft: { id: draft.id, text: draft.text, entities: draft.entities } }
      : {}),
    ...(chat.replyKeyboard
      ? {
          replyKeyboard: chat.replyKeyboard.keyboard.map((row) =>
            row.map((key) => (typeof key === 'string' ? key : key.text)),
          ),
        }
      : {}),
    commands: findCommands(world, chat, viewer),
  };
}

export function viewMember(member: NonNullable<ReturnType<SandboxChat['members']['get']>>): MemberView {
  return {
    user: member.user.id,
    name: nameUser(member.user),
    bot: member.user.is_bot,
    status: member.status,
    anonymous: 'is_anonymous' in member && member.is_anonymous,
  };
}

/** What the menu offers: the narrowest scope that has commands, in the person's language before the standard one. */
function findCommands(world: World, chat: SandboxChat, viewer: number | undefined): BotCommand[] {
  const bot = chat.bot ?? [...world.bots.values()].find(({ user }) => chat.members.has(user.id));
  if (!bot) return [];
  const user = world.users.get(viewer ?? chat.person?.user.id ?? 0)?.user;
  const language = user?.language_code?.split('-')[0] ?? '';
  for (const scope of listScopes(chat, user?.id)) {
    const found = bot.commands.get(`${scope} ${language}`) ?? bot.commands.get(`${scope} `);
    if (found) return found.commands;
  }
  return [];
}

/** Names of scopes from the narrowest, as the commands are kept under. */
function listScopes(chat: SandboxChat, userId: number | undefined): string[] {
  if (chat.kind === 'private') return [`chat:${chat.id}`, 'all_private_chats', 'default'];
  const isAdmin = userId !== undefined && isAdministrator(chat, userId);
  return [
    `chat_member:${chat.id}:${userId}`,
    ...(isAdmin ? [`chat_administrators:${chat.id}`] : []),
    `chat:${chat.id}`,
    ...(isAdmin ? ['all_chat_administrators'] : []),
    'all_group_chats',
    'default',
  ];
}
