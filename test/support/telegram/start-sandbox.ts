// A Bot API without Telegram for a test, and the people who write to the bot.
//
//   const telegram = await startSandbox();
//   const bot = new Api(telegram.token, { apiRoot: telegram.url });
//   const ann = await telegram.person('Ann', { languageCode: 'ru' });
//   await ann.sendVoice('some/recording.ogg');
//   const answer = await ann.waitFor((message) => message.text.includes('hello'));
//   await ann.press('Stop');
//   const group = await telegram.group('Choir', { owner: ann, bots: [{ bot: telegram.bot.id }] });
//   await ann.in(group).sendText('/help@efir_sandbox_bot');
//   await telegram.faults.add({ method: 'sendMessage', kind: 'drop-after' });
//   await telegram.clock.advance(60);
//   expect(await telegram.journal({ method: 'sendMessage' })).toHaveLength(2);
//   await telegram.close();

import type {
  BotView,
  Call,
  ChatView,
  ClockView,
  Fault,
  Limits,
  LimitsView,
  MemberChange,
  NewBot,
  NewChat,
  NewFault,
  NewUser,
  UserView,
} from '../../../src/telegram-sandbox/interface.ts';
import {
  type SandboxOptions,
  startTelegramSandbox,
} from '../../../src/telegram-sandbox/start-telegram-sandbox.ts';
import { askSandbox } from './ask-sandbox.ts';
import { type ChatOfPerson, createChatOfPerson } from './chat-of-person.ts';

export interface Sandbox {
  readonly url: string;
  readonly token: string;
  /** The first bot. */
  readonly bot: BotView;
  person(name: string, more?: Omit<NewUser, 'name'>): Promise<Person>;
  group(title: string, given: GroupOptions): Promise<Group>;
  supergroup(title: string, given: GroupOptions): Promise<Group>;
  channel(title: string, given: GroupOptions): Promise<Group>;
  readonly faults: {
    add(fault: NewFault): Promise<Fault>;
    list(): Promise<Fault[]>;
    clear(): Promise<void>;
  };
  readonly clock: {
    now(): Promise<number>;
    /** Seconds. */
    advance(seconds: number): Promise<ClockView>;
    freeze(frozen?: boolean): Promise<ClockView>;
  };
  readonly limits: {
    read(): Promise<LimitsView>;
    change(limits: Partial<Limits>): Promise<LimitsView>;
  };
  journal(filter?: { method?: string; chat?: number; after?: number; bot?: number }): Promise<Call[]>;
  clearJournal(): Promise<void>;
  addBot(bot: NewBot): Promise<BotView>;
  /** The first bot as it is now, or another. */
  readBot(bot?: number | string): Promise<BotView>;
  /** An update as it is given, however wrong. */
  pushUpdate(update: object, bot?: number | string): Promise<number>;
  close(): Promise<void>;
}

export type GroupOptions = Omit<NewChat, 'kind' | 'title' | 'owner' | 'members'> & {
  owner: Person;
  members?: readonly Person[];
};

/** A person, and his private chat with the first bot. */
export interface Person extends ChatOfPerson {
  readonly id: number;
  readonly name: string;
  readonly user: UserView;
  /** The same person in another chat: a group, or the private chat with another bot. */
  in(chat: Group | { bot: number | string }): ChatOfPerson;
  /** His private chat with the first bot. */
  block(blocked?: boolean): Promise<void>;
  /** His account is gone. */
  deleteAccount(): Promise<void>;
}

export interface Group {
  readonly id: number;
  read(): Promise<ChatView>;
  /** Somebody joins, leaves, gets or loses rights. */
  change(
    change: Omit<MemberChange, 'member' | 'by'> & { member: Person | number | string; by?: Person },
  ): Promise<void>;
  addBot(bot?: number | string, rights?: { administrator: boolean }): Promise<void>;
  removeBot(bot?: number | string): Promise<void>;
  openTopic(by: Person, title: string): Promise<number>;
  closeTopic(by: Person, thread: number, closed?: boolean): Promise<void>;
  rename(by: Person, title: string): Promise<void>;
  /** The supergroup that the group becomes. */
  migrate(): Promise<Group>;
}

/** Limits as Telegram's, in a sandbox of one's own. Tests that send much and count nothing pass other limits. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const server = await startTelegramSandbox(options);
  const sandbox = await joinSandbox(server.url);
  return {
    ...sandbox,
    token: server.token,
    async close() {
      await server.close();
    },
  };
}

/** The same for a sandbox that runs already, perhaps in another process; closing leaves it running. */
export async function joinSandbox(url: string): Promise<Sandbox> {
  const ask = askSandbox(url);
  const { bots } = await ask<{ bots: BotView[] }>('GET', '');
  const bot = bots[0];
  if (!bot) throw new Error(`no bot at ${url}`);

  const createGroup = async (kind: NewChat['kind'], title: string, given: GroupOptions) => {
    const { owner, members = [], ...rest } = given;
    const body = { ...rest, kind, title, owner: owner.id, members: members.map(({ id }) => id) };
    const { id } = await ask<ChatView>('POST', '/chats', body);
    return createGroupClient(ask, id, bot.id);
  };

  return {
    url,
    token: bot.token,
    bot,
    async person(name, more = {}) {
      const user = await ask<UserView>('POST', '/users', { name, ...more });
      const own = createChatOfPerson(ask, { user: user.id, chat: user.id, bot: undefined });
      return {
        ...own,
        id: user.id,
        name,
        user,
        in: (chat) =>
          'id' in chat
            ? createChatOfPerson(ask, { user: user.id, chat: chat.id, bot: undefined })
            : createChatOfPerson(ask, { user: user.id, chat: user.id, bot: chat.bot }),
        async block(blocked = true) {
          await ask('POST', `/chats/${user.id}/block`, { blocked });
        },
        async deleteAccount() {
          await ask('POST', `/users/${user.id}/delete`, {});
        },
      };
    },
    group: (title, given) => createGroup('group', title, given),
    supergroup: (title, given) => createGroup('supergroup', title, given),
    channel: (title, given) => createGroup('channel', title, given),
    faults: {
      add: (fault) => ask('POST', '/faults', fault),
      list: () => ask('GET', '/faults'),
      clear: () => ask('DELETE', '/faults'),
    },
    clock: {
      now: async () => (await ask<ClockView>('GET', '/clock')).now,
      advance: (seconds) => ask('POST', '/clock', { advance: seconds }),
      freeze: (frozen = true) => ask('POST', '/clock', { frozen }),
    },
    limits: { read: () => ask('GET', '/limits'), change: (limits) => ask('POST', '/limits', limits) },
    journal(filter = {}) {
      const values = Object.entries(filter).map(([name, value]): [string, string] => [name, String(value)]);
      return ask('GET', `/journal?${new URLSearchParams(values)}`);
    },
    clearJournal: () => ask('DELETE', '/journal'),
    addBot: (given) => ask('POST', '/bots', given),
    readBot: (named = bot.id) => ask('GET', `/bots/${named}`),
    async pushUpdate(update, named = bot.id) {
      const { update_id } = await ask<{ update_id: number }>('POST', '/updates', { bot: named, update });
      return update_id;
    },
    close: async () => undefined,
  };
}

function createGroupClient(ask: ReturnType<typeof askSandbox>, id: number, firstBot: number): Group {
  const group: Group = {
    id,
    read: () => ask('GET', `/chats/${id}`),
    async change({ member, by, ...rest }) {
      const named = typeof member === 'object' ? member.id : member;
      await ask('POST', `/chats/${id}/members`, { ...rest, member: named, ...(by ? { by: by.id } : {}) });
    },
    async addBot(bot = firstBot, { administrator } = { administrator: false }) {
      await group.change({ member: bot, status: administrator ? 'administrator' : 'member' });
    },
    async removeBot(bot = firstBot) {
      await group.change({ member: bot, status: 'kicked' });
    },
    async openTopic(by, title) {
      const { thread } = await ask<{ thread: number }>('POST', `/chats/${id}/topics`, { user: by.id, title });
      return thread;
    },
    async closeTopic(by, thread, closed = true) {
      await ask('POST', `/chats/${id}/topics`, { user: by.id, thread, closed });
    },
    async rename(by, title) {
      await ask('POST', `/chats/${id}/title`, { user: by.id, title });
    },
    async migrate() {
      const supergroup = await ask<ChatView>('POST', `/chats/${id}/migrate`, {});
      return createGroupClient(ask, supergroup.id, firstBot);
    },
  };
  return group;
}
