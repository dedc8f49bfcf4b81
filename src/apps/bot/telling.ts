import type { TenantTx } from '../../db/database.ts';
import {
  type BotIdentity,
  type ChatRecording,
  type ChatRow,
  keepAction,
  keyOfRecording,
  say,
} from '../../domain/chats/index.ts';
import type { Texts } from '../../texts/texts.ts';
import type { Button, FileContent, TextContent } from '../../wire/chat.ts';
import { forAdministrators } from './bot-action.ts';

/** With what something is said of a recording: in its chat, in the chat's language. A `BotContext` is one. */
export interface Telling {
  readonly tx: TenantTx;
  readonly bot: BotIdentity;
  readonly chatRow: ChatRow;
  readonly texts: Texts;
}

/** Says something where the placeholder of a recording stands, or in a further part of its answer. */
export async function tellOf(
  { tx, bot }: Telling,
  recording: ChatRecording,
  content: Omit<TextContent, 'kind' | 'replyTo'>,
  part = 1,
): Promise<void> {
  await say(tx, {
    ...placeOf(bot, recording),
    key: keyOfRecording(recording.id, part),
    content: { kind: 'text', ...content, replyTo: recording.messageId },
    chatRecordingId: recording.id,
  });
}

/** Sends a file made of a recording; `number` keeps those apart that are asked for again. */
export async function sendFileOf(
  { tx, bot }: Telling,
  recording: ChatRecording,
  { content, number }: { readonly content: FileContent; readonly number: string },
): Promise<void> {
  await say(tx, {
    ...placeOf(bot, recording),
    key: `file:${recording.id}:${content.format}:${number}`,
    content,
    chatRecordingId: recording.id,
  });
}

/**
 * A button that does something with the recording; `mine`: only who sent it may press, or an administrator where that was
 * a channel or the group itself.
 */
export async function makeButton(
  { tx, bot, chatRow, texts }: Telling,
  recording: ChatRecording,
  button: {
    /** Id of its text, or the words themselves. */
    readonly label: string | { readonly words: string };
    readonly action: string;
    readonly payload?: Readonly<Record<string, unknown>>;
    readonly mine?: boolean;
  },
): Promise<Button> {
  const { label } = button;
  const isOwned = button.mine === true && chatRow.kind !== 'private';
  // Who writes as a channel or as the group itself presses buttons under a name of their own.
  const isNobodys = isOwned && recording.userId <= 0;
  const owner = isOwned && !isNobodys ? recording.userId : undefined;
  const action = await keepAction(tx, {
    bot,
    chatId: recording.chatId,
    ...(owner === undefined ? {} : { userId: owner }),
    name: button.action,
    payload: { id: recording.id, ...button.payload, ...(isNobodys ? forAdministrators : {}) },
  });
  return { text: typeof label === 'string' ? texts.text(label) : label.words, action };
}

function placeOf(bot: BotIdentity, { chatId, threadId }: ChatRecording) {
  return { bot, chatId, ...(threadId === undefined ? {} : { threadId }) };
}
