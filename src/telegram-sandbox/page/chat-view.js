// The open chat: its messages, live.

import { act, attempt, look, make, tell } from './act.js';
import { writeText } from './formatted-text.js';
import { shorten, writeMessage } from './message-view.js';
import { word } from './words.js';

const list = document.getElementById('messages');
const title = document.getElementById('chat-title');
const state = document.getElementById('chat-state');
const topics = document.getElementById('topics');

/** What is open: { id, me, bot, view, thread, source }. */
let open;
let actionTimer;
let draftTimer;

export const opened = () => open;
/** Who hears that the chat was read anew, and of whom it is asked to answer or edit a message. */
export const listeners = { opened: [], replied: undefined, edited: undefined };

/** Opens a chat as a person sees it; `bot` is whose chat it is, where it is private. */
export async function openChat(id, me, bot) {
  open?.source?.close();
  const known = { id, me, bot, thread: undefined, messages: new Map(), changes: 0 };
  open = known;
  await readChat(known);
  if (open !== known) return;
  known.source = follow(known);
}

/** Reads the open chat again: menus and members change without a word. */
export async function readChat(chat = open) {
  let view;
  let before;
  // What changed while it was read may be missing in what came.
  do {
    before = chat.changes;
    view = await look(`/chats/${chat.id}?${asSeen(chat)}`);
    if (open !== chat) return;
  } while (before !== chat.changes);
  chat.view = view;
  chat.messages = new Map(view.messages.map((message) => [message.id, message]));
  show(chat);
  for (const hear of listeners.opened) hear(chat);
}

const asSeen = ({ bot, me }) => new URLSearchParams({ user: me, ...(bot === undefined ? {} : { bot }) });

function follow(chat) {
  const source = new EventSource(`sandbox/chats/${chat.id}/stream?${asSeen(chat)}`);
  const on = (name, hear) => source.addEventListener(name, ({ data }) => hear(JSON.parse(data)));
  source.onerror = () => {
    state.textContent = word('lost');
  };
  // What came before the stream began, or while it was lost.
  source.onopen = () => void attempt(() => readChat(chat));
  on('message', ({ message }) => put(chat, message, true));
  on('edited', ({ message }) => put(chat, message, false, true));
  on('reactions', ({ message }) => put(chat, message, false));
  on('deleted', ({ messages }) => take(chat, messages));
  on('draft', ({ draft }) => showDraft(draft));
  on('action', ({ action }) => showAction(action));
  on('pressed', ({ press, user }) => user === chat.me && press.answered && showPress(press));
  on('chat', () => attempt(() => readChat(chat)));
  return source;
}

function show(chat) {
  const { view } = chat;
  title.textContent = view.title;
  showState(view);
  showTopics(chat);
  const near = isNearEnd() || chat.source === undefined;
  const wanted = view.messages.filter((message) => isOfTopic(chat, message));
  list.replaceChildren(...wanted.map((message) => writeMessage(message, createDesk(chat))));
  if (wanted.length === 0) list.append(writeEmpty(chat));
  showDraft(view.draft);
  if (near) scrollToEnd();
}

function showState(view) {
  const people = view.members.filter(({ status }) => status !== 'left' && status !== 'kicked');
  const names = people.map(({ name }) => name).join(', ');
  state.textContent = view.blocked ? word('blocked') : view.kind === 'private' ? word('private') : names;
}

function writeEmpty(chat) {
  const start = make('button', {
    type: 'button',
    className: 'primary',
    textContent: word('start'),
    onclick: () => say('/start'),
  });
  const isPrivate = chat.view.kind === 'private';
  return make(
    'div',
    { className: 'empty' },
    make('p', { textContent: word(isPrivate ? 'empty' : 'empty-group') }),
    isPrivate ? start : undefined,
  );
}

/** Messages of no topic are those of the general one. */
function isOfTopic({ thread, view }, message) {
  return !view.forum || (message.thread ?? 1) === (thread ?? 1);
}

function showTopics(chat) {
  const { view } = chat;
  topics.hidden = !view.forum;
  if (!view.forum) return;
  const all = [
    { thread: undefined, title: word('general') },
    ...view.topics.filter(({ thread }) => thread !== 1),
  ];
  const keys = all.map(({ thread, title: name }) => {
    const key = make('button', { type: 'button', textContent: name });
    key.setAttribute('aria-pressed', String((chat.thread ?? 1) === (thread ?? 1)));
    key.onclick = () => {
      chat.thread = thread;
      show(chat);
      scrollToEnd();
    };
    return key;
  });
  const more = make('button', {
    type: 'button',
    className: 'plain',
    textContent: '+',
    label: word('add-topic'),
    title: word('add-topic'),
  });
  more.onclick = () =>
    attempt(async () => {
      const number = view.topics.length + 1;
      const { thread } = await act('POST', `/chats/${chat.id}/topics`, {
        user: chat.me,
        title: word('topic-name', { number }),
      });
      chat.thread = thread;
      await readChat(chat);
    });
  topics.replaceChildren(...keys, more);
}

function put(chat, message, isNew, edited = false) {
  if (open !== chat) return;
  chat.changes += 1;
  chat.messages.set(message.id, message);
  if (isNew) showState(chat.view);
  if (!isOfTopic(chat, message)) return;
  const near = isNearEnd();
  place(chat, message, edited);
  const draft = list.querySelector('.draft');
  if (draft && isNew && message.from.kind === 'bot') draft.remove();
  else if (draft) list.append(draft);
  if (near || (isNew && message.from.id === chat.me)) scrollToEnd();
}

function place(chat, message, edited) {
  list.querySelector('.empty')?.remove();
  const element = writeMessage(message, createDesk(chat));
  if (edited) element.classList.add('fresh');
  const shown = find(message.id);
  const focused = shown?.contains(document.activeElement) ?? false;
  if (shown) shown.replaceWith(element);
  else list.append(element);
  if (focused) element.focus({ preventScroll: true });
}

function take(chat, ids) {
  chat.changes += 1;
  for (const id of ids) {
    chat.messages.delete(id);
    find(id)?.remove();
  }
}

function showDraft(draft) {
  clearTimeout(draftTimer);
  list.querySelector('.draft')?.remove();
  if (!draft?.text) return;
  const near = isNearEnd();
  const bubble = make(
    'div',
    { className: 'bubble' },
    make('div', { className: 'text' }, writeText(draft.text, draft.entities, say)),
  );
  list.append(make('article', { className: 'message draft', label: word('draft') }, bubble));
  draftTimer = setTimeout(() => showDraft(undefined), 30_000);
  if (near) scrollToEnd();
}

function showAction(action) {
  state.textContent = word(action === 'typing' ? 'typing' : 'busy');
  clearTimeout(actionTimer);
  actionTimer = setTimeout(() => open?.view && showState(open.view), 5_000);
}

function showPress({ alert, text, url }) {
  if (text) tell(text, alert === true);
  else if (url) tell(url);
}

/** What can be done with a message. */
function createDesk(chat) {
  return {
    me: chat.me,
    find: (id) => chat.messages.get(id),
    say,
    reply: (message) => listeners.replied(message),
    edit: (message) => listeners.edited(message),
    react: (message, emoji) =>
      attempt(() =>
        act('POST', `/chats/${chat.id}/react`, { user: chat.me, bot: chat.bot, message: message.id, emoji }),
      ),
    remove: (message) =>
      attempt(() =>
        act('POST', `/chats/${chat.id}/delete`, { user: chat.me, bot: chat.bot, messages: [message.id] }),
      ),
    press: (message, row, column, key) => press(chat, message, { row, column }, key),
    jump(id) {
      const element = find(id);
      element?.scrollIntoView({ block: 'center' });
      element?.focus();
    },
  };
}

/** The bot's answer comes over the stream, too; what is told here is that none came. */
async function press(chat, message, button, key) {
  key.classList.add('waiting');
  const told = await attempt(() =>
    act('POST', `/chats/${chat.id}/press`, {
      user: chat.me,
      bot: chat.bot,
      message: message.id,
      button,
      waitSeconds: 15,
    }),
  );
  key.classList.remove('waiting');
  if (told && !told.answered) tell(word('unanswered'));
}

/** Says something in the open chat. */
export function say(text, more = {}) {
  const { bot, id, me, thread } = open;
  const place = thread === undefined ? {} : { thread };
  return attempt(() => act('POST', `/chats/${id}/messages`, { user: me, bot, text, ...place, ...more }));
}

export const nameMessage = (message) =>
  `${message.from.name}: ${shorten(message.text || message.file?.name || word(`kind-${message.file?.kind ?? 'document'}`))}`;

const find = (id) => list.querySelector(`[data-id="${id}"]`);
const isNearEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 160;

export function scrollToEnd() {
  list.scrollTop = list.scrollHeight;
}
