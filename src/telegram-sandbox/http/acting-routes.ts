import { changeMember } from '../acts/change-members.ts';
import { createChat, createUser, deleteUser } from '../acts/create.ts';
import { migrateGroup, openTopic, pinMessage, renameChat } from '../acts/keep-chat.ts';
import { press } from '../acts/press.ts';
import { sendAlbum, sendByUser } from '../acts/send.ts';
import { blockBot, deleteByUser, editByUser, reactByUser } from '../acts/touch-messages.ts';
import { addBot } from '../add-bot.ts';
import { findBot, findChatForPerson } from '../chats.ts';
import type {
  EditOfUser,
  Limits,
  MemberChange,
  NewAlbum,
  NewBot,
  NewChat,
  NewFault,
  NewMessage,
  NewUser,
  Press,
  Reaction,
} from '../interface.ts';
import { Impossible } from '../refusal.ts';
import { pushRawUpdate } from '../updates.ts';
import { viewBot, viewChat, viewOverview, viewUser } from '../view.ts';
import { viewMessage } from '../view-message.ts';
import type { SandboxChat } from '../world.ts';
import type { ActingRequest } from './acting-request.ts';
import { serveFile, serveStream } from './serve-acting-streams.ts';

type Run = (request: ActingRequest) => unknown;

/** As interface.ts lists them. */
export const actingRoutes: readonly (readonly [method: string, pattern: string, run: Run])[] = [
  ['GET', '/sandbox', ({ world }) => viewOverview(world)],
  ['POST', '/sandbox/bots', ({ world, body }) => viewBot(addBot(world, body as NewBot))],
  ['GET', '/sandbox/bots/:bot', ({ world, path }) => viewBot(findBot(world, path['bot']))],
  ['POST', '/sandbox/users', ({ world, body }) => viewUser(createUser(world, read<NewUser>(body)).user)],
  ['POST', '/sandbox/users/:user/delete', ({ world, path }) => deleteUser(world, Number(path['user']))],
  [
    'POST',
    '/sandbox/chats',
    ({ world, body }) => viewChat(world, createChat(world, read<NewChat>(body)), undefined),
  ],
  ['GET', '/sandbox/chats/:chat', (request) => viewChat(request.world, findChat(request), readUser(request))],
  [
    'GET',
    '/sandbox/chats/:chat/messages',
    (request) => [...findChat(request).messages.values()].map(viewMessage),
  ],
  ['GET', '/sandbox/chats/:chat/stream', (request) => serveStream(request, findChat(request))],
  [
    'POST',
    '/sandbox/chats/:chat/messages',
    async (request) =>
      viewMessage(
        await sendByUser(request.world, findChat(request), read<NewMessage>(request.body), request.file),
      ),
  ],
  [
    'POST',
    '/sandbox/chats/:chat/albums',
    async (request) =>
      (await sendAlbum(request.world, findChat(request), read<NewAlbum>(request.body))).map(viewMessage),
  ],
  act('edit', (request, chat) =>
    viewMessage(editByUser(request.world, chat, read<EditOfUser>(request.body))),
  ),
  act('delete', (request, chat) => deleteByUser(request.world, chat, read(request.body))),
  act('press', (request, chat) => press(request.world, chat, read<Press>(request.body))),
  act('react', (request, chat) => reactByUser(request.world, chat, read<Reaction>(request.body))),
  act('members', (request, chat) => changeMember(request.world, chat, read<MemberChange>(request.body))),
  act('block', (request, chat) => blockBot(request.world, chat, read(request.body))),
  act('migrate', (request, chat) => viewChat(request.world, migrateGroup(request.world, chat), undefined)),
  act('topics', (request, chat) => openTopic(request.world, chat, read(request.body))),
  act('title', (request, chat) => renameChat(request.world, chat, read(request.body))),
  act('pin', (request, chat) => pinMessage(request.world, chat, read(request.body))),
  ['GET', '/sandbox/files/:file', (request) => serveFile(request)],
  ['GET', '/sandbox/journal', (request) => listCalls(request)],
  [
    'DELETE',
    '/sandbox/journal',
    ({ world }) => {
      world.journal.clear();
      world.flood.forget();
    },
  ],
  ['GET', '/sandbox/faults', ({ world }) => world.faults.list()],
  ['POST', '/sandbox/faults', ({ world, body }) => world.faults.add(read<NewFault>(body))],
  ['DELETE', '/sandbox/faults', ({ world }) => world.faults.remove()],
  ['DELETE', '/sandbox/faults/:fault', ({ world, path }) => world.faults.remove(path['fault'])],
  ['GET', '/sandbox/clock', ({ world }) => viewClock(world)],
  ['POST', '/sandbox/clock', (request) => setClock(request)],
  ['GET', '/sandbox/limits', ({ world }) => world.flood.view()],
  [
    'POST',
    '/sandbox/limits',
    ({ world, body }) => {
      world.flood.limits = { ...world.flood.limits, ...(body as Partial<Limits>) };
      return world.flood.view();
    },
  ],
  [
    'POST',
    '/sandbox/updates',
    ({ world, body }) => {
      const { bot, update } = read<{ bot?: number | string; update: unknown }>(body);
      if (typeof update !== 'object' || update === null) throw new Impossible('update is no object');
      return { update_id: pushRawUpdate(world, findBot(world, bot), update) };
    },
  ],
];

function act(
  name: string,
  run: (request: ActingRequest, chat: SandboxChat) => unknown,
): readonly [string, string, Run] {
  return ['POST', `/sandbox/chats/:chat/${name}`, (request) => run(request, findChat(request))];
}

/** What an act reads is looked at where it is used: a wrong one names nobody and nothing, and is refused there. */
function read<Shape>(body: Readonly<Record<string, unknown>>): Shape {
  return body as Shape;
}

function findChat({ world, path, query, body }: ActingRequest): SandboxChat {
  const bot = query.get('bot') ?? (body['bot'] as string | number | undefined);
  return findChatForPerson(world, path['chat'] ?? '', bot ?? undefined);
}

function readUser({ query }: ActingRequest): number | undefined {
  return query.has('user') ? Number(query.get('user')) : undefined;
}

function listCalls({ world, query }: ActingRequest) {
  const bot = query.get('bot');
  const method = query.get('method');
  const chat = query.get('chat');
  return world.journal.list({
    ...(bot === null ? {} : { bot: Number(bot) }),
    ...(method === null ? {} : { method }),
    ...(chat === null ? {} : { chat }),
    after: Number(query.get('after') ?? 0),
  });
}

function viewClock({ clock }: ActingRequest['world']) {
  return { now: clock.now(), frozen: clock.frozen };
}

function setClock({ world, body }: ActingRequest) {
  const { advance, frozen } = body as { advance?: unknown; frozen?: unknown };
  if (frozen !== undefined) world.clock.freeze(frozen === true);
  if (typeof advance === 'number' && advance > 0) world.clock.advance(advance * 1000);
  return viewClock(world);
}
