import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  ChatView,
  MessageView,
  NewAlbum,
  NewFile,
  NewMessage,
  Press,
  PressView,
} from '../../../src/telegram-sandbox/interface.ts';
import type { Ask } from './ask-sandbox.ts';

type More = Partial<Omit<NewMessage, 'user' | 'text' | 'file'>>;
type FileMore = More & Omit<Partial<NewFile>, 'kind'>;

/** What a person does and sees in one chat. */
export interface ChatOfPerson {
  readonly chatId: number;
  sendText(text: string, more?: More): Promise<MessageView>;
  /** A file of this machine by its path, bytes, or so many zeros. */
  sendVoice(file: FileSource, more?: FileMore): Promise<MessageView>;
  sendFile(kind: NewFile['kind'], file: FileSource, more?: FileMore): Promise<MessageView>;
  sendAlbum(
    files: readonly NewFile[],
    more?: Omit<Partial<NewAlbum>, 'files' | 'user'>,
  ): Promise<MessageView[]>;
  reply(to: number | MessageView, text: string, more?: More): Promise<MessageView>;
  edit(message: number | MessageView, text: string): Promise<MessageView>;
  delete(...messages: (number | MessageView)[]): Promise<void>;
  react(message: number | MessageView, ...emoji: string[]): Promise<void>;
  pin(message: number | MessageView): Promise<void>;
  /**
   * Presses a button once it is there, of the newest message that has it unless one is named, and waits for the answer
   * up to 10 s. Data, which nobody sees, is sent at once.
   */
  press(
    button: Press['button'],
    options?: { message?: number | MessageView; waitSeconds?: number },
  ): Promise<PressView>;
  read(): Promise<ChatView>;
  messages(): Promise<MessageView[]>;
  /** Messages of bots. */
  answers(): Promise<MessageView[]>;
  /**
   * The first message of a bot that fits, now or soon. Rejects after `seconds` (45) with the chat as it stood.
   * `after`: only messages with greater ids.
   */
  waitFor(
    fits: (message: MessageView) => boolean,
    options?: { seconds?: number; after?: number | MessageView },
  ): Promise<MessageView>;
  /** The chat, once it fits. */
  waitForChat(fits: (chat: ChatView) => boolean, options?: { seconds?: number }): Promise<ChatView>;
}

export type FileSource = string | Uint8Array | { readonly zeros: number };

const pollMilliseconds = 30;

export function createChatOfPerson(
  ask: Ask,
  who: { user: number; chat: number; bot: number | string | undefined },
): ChatOfPerson {
  const { user } = who;
  const query = who.bot === undefined ? '' : `?bot=${who.bot}`;
  const path = (name = '') => `/chats/${who.chat}${name}${query}`;
  const act = <Answer>(name: string, body: object) => ask<Answer>('POST', path(name), body);

  const chat: ChatOfPerson = {
    chatId: who.chat,
    sendText: (text, more = {}) => act('/messages', { user, text, ...more }),
    sendVoice: (file, more = {}) => chat.sendFile('voice', file, more),
    async sendFile(kind, source, more = {}) {
      const { message, bytes } = await writeFile(kind, source, more);
      if (bytes === undefined) return act('/messages', { user, ...message });
      const form = new FormData();
      form.set('message', JSON.stringify({ user, ...message }));
      form.set('file', bytes, typeof source === 'string' ? basename(source) : 'file');
      return act('/messages', form);
    },
    sendAlbum: (files, more = {}) => act('/albums', { user, files, ...more }),
    reply: (to, text, more = {}) => act('/messages', { user, text, replyTo: idOf(to), ...more }),
    edit: (message, text) => act('/edit', { user, message: idOf(message), text }),
    async delete(...messages) {
      await act('/delete', { user, messages: messages.map(idOf) });
    },
    async react(message, ...emoji) {
      await act('/react', { user, message: idOf(message), emoji });
    },
    async pin(message) {
      await act('/pin', { user, message: idOf(message) });
    },
    async press(button, { message, waitSeconds = 10 } = {}) {
      const place = message === undefined ? undefined : idOf(message);
      const isNamed = typeof button === 'string' || place === undefined;
      const found = isNamed ? await waitForButton(chat, button, place) : place;
      return act('/press', { user, message: found, button, waitSeconds });
    },
    read: () => ask('GET', `/chats/${who.chat}?user=${user}${query.replace('?', '&')}`),
    messages: () => ask('GET', path('/messages')),
    answers: async () => (await chat.messages()).filter(({ from }) => from.kind === 'bot'),
    async waitFor(fits, { seconds = 45, after } = {}) {
      const least = after === undefined ? 0 : idOf(after);
      const suits = (message: MessageView) =>
        message.from.kind === 'bot' && message.service === undefined && message.id > least && fits(message);
      const { messages } = await chat.waitForChat((view) => view.messages.some(suits), { seconds });
      const found = messages.find(suits);
      if (!found) throw new Error('the message is gone again');
      return found;
    },
    async waitForChat(fits, { seconds = 45 } = {}) {
      const end = Date.now() + seconds * 1000;
      for (;;) {
        const view = await chat.read();
        if (fits(view)) return view;
        if (Date.now() > end) throw new Error(`not within ${seconds} s; the chat:\n${describeChat(view)}`);
        await sleep(pollMilliseconds);
      }
    },
  };
  return chat;
}

async function writeFile(kind: NewFile['kind'], source: FileSource, more: FileMore) {
  const {
    name,
    mimeType,
    duration,
    title,
    performer,
    withoutSize,
    bytes: _bytes,
    zeros: _zeros,
    ...rest
  } = more;
  const claims = { name, mimeType, duration, title, performer, withoutSize };
  const file = { kind, ...claims };
  if (typeof source === 'string')
    return {
      message: {
        ...rest,
        file: { ...file, name: name ?? (kind === 'document' ? basename(source) : undefined) },
      },
      bytes: await openAsBlob(source),
    };
  if (source instanceof Uint8Array)
    return { message: { ...rest, file }, bytes: new Blob([Uint8Array.from(source)]) };
  return { message: { ...rest, file: { ...file, zeros: source.zeros } }, bytes: undefined };
}

function idOf(message: number | MessageView): number {
  return typeof message === 'number' ? message : message.id;
}

/** The newest message that has the button, now or soon. */
async function waitForButton(
  chat: ChatOfPerson,
  button: Press['button'],
  message: number | undefined,
): Promise<number> {
  const has = ({ id, buttons }: MessageView) =>
    (message === undefined || id === message) &&
    buttons
      .flat()
      .some(({ text, kind }) => (typeof button === 'string' ? text === button : kind === 'callback'));
  for (const end = Date.now() + 45_000; ; await sleep(pollMilliseconds)) {
    const messages = await chat.messages();
    const found = messages.findLast(has);
    if (found) return found.id;
    if (Date.now() > end)
      throw new Error(
        `no message has the button ${JSON.stringify(button)}; the chat:\n${describeMessages(messages)}`,
      );
  }
}

function describeChat(chat: ChatView): string {
  const extras = [
    ...(chat.action ? [`(${chat.action} …)`] : []),
    ...(chat.draft ? [`(draft: ${chat.draft.text})`] : []),
  ];
  return [describeMessages(chat.messages), ...extras].join('\n');
}

function describeMessages(messages: readonly MessageView[]): string {
  if (messages.length === 0) return '(empty)';
  return messages
    .map((message) => {
      const file = message.file
        ? ` [${message.file.kind} ${message.file.name ?? ''} ${message.file.bytes} B]`
        : '';
      const edited = message.edits > 0 ? ` (edited ${message.edits})` : '';
      const buttons = message.buttons.map((row) => `    ${row.map(({ text }) => `[${text}]`).join(' ')}`);
      const head = `${message.id} ${message.from.name}${edited}:${file} ${message.text}${message.service ?? ''}`;
      return [head, ...buttons].join('\n');
    })
    .join('\n');
}
