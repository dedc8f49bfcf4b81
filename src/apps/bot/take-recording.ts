import type { Message } from 'grammy/types';
import {
  acceptChatRecording,
  type ChatRecording,
  countToFetch,
  findQuotaOverrun,
} from '../../domain/chats/index.ts';
import { foreseeRecording } from '../../domain/media/index.ts';
import type { ChatSource } from '../../wire/chat.ts';
import type { BotContext } from './bot-context.ts';
import { hintBot } from './bot-work.ts';
import { findMedia } from './find-sources.ts';
import { offerUpload, telegramLimit } from './offer-upload.ts';
import { readWishes } from './read-wishes.ts';
import { refuseRecording } from './refuse-recording.ts';
import { makeButton, tellOf } from './telling.ts';
import { describeOverrun } from './word-failure.ts';
import { writeAccepted } from './write-progress.ts';

export interface TakenRecording {
  readonly chatRecording: ChatRecording;
  /** True when the message was taken before: then nothing was said. */
  readonly repeated: boolean;
}

interface Taking {
  /** Words that may name options; the message's own caption unless given. */
  readonly words?: string | undefined;
}

/**
 * Takes the recording of a message of this chat: who asked for it is whoever the update is from. At once the placeholder
 * stands in the chat, with what is known by then, or the sentence why it is not taken. Undefined, and nothing was said,
 * for a message without a recording.
 */
export async function takeRecording(
  context: BotContext,
  message: Message,
  { words }: Taking = {},
): Promise<TakenRecording | undefined> {
  const source = findMedia(message);
  if (!source) return undefined;
  return takeSource(context, message, { source, item: 0, words: words ?? message.caption });
}

/** The same for one of the links of a message. */
export async function takeSource(
  context: BotContext,
  message: Message,
  { item, source, words }: { readonly source: ChatSource; readonly item: number } & Taking,
): Promise<TakenRecording> {
  const { bot, chatRow, threadId, tx } = context;
  const taken = await acceptChatRecording(tx, {
    ...{ bot, chatId: chatRow.id, threadId, item, source },
    userId: findAsker(context),
    senderId: message.sender_chat ? undefined : message.from?.id,
    messageId: message.message_id,
    options: readWishes(chatRow.settings, words),
  });
  if (!taken.repeated) await admit(context, taken.chatRecording);
  return taken;
}

/** Somebody who writes in the name of a channel, or of the group, is known by that alone. */
function findAsker({ chatRow, from, msg }: BotContext): number {
  return msg?.sender_chat?.id ?? from?.id ?? chatRow.id;
}

/** What can be judged by what the message says is judged before any work. */
export async function admit(context: BotContext, recording: ChatRecording): Promise<void> {
  const { config, tx } = context;
  const { bytes = 0, duration = 0, fileId } = recording.source;
  const { localFiles, tenantQuota, userQuota } = config.telegram;
  if (duration > config.maxDuration) {
    const args = { duration, limit: config.maxDuration };
    return refuseRecording(context, recording, { code: 'media-too-long', args });
  }
  if (bytes > config.maxFileSize) {
    const args = { bytes, limit: config.maxFileSize };
    return refuseRecording(context, recording, { code: 'file-too-large', args });
  }
  const overrun = await findQuotaOverrun(tx, {
    bot: context.bot,
    userId: recording.userId,
    quotas: { user: userQuota, tenant: tenantQuota },
    seconds: duration,
    except: recording.id,
  });
  if (overrun) return refuseRecording(context, recording, describeOverrun(overrun));
  if (fileId !== undefined && bytes > telegramLimit && localFiles === undefined) {
    return offerUpload(context, recording, config);
  }
  await welcome(context, recording);
}

/** The placeholder, and word to whoever fetches. */
async function welcome(context: BotContext, recording: ChatRecording): Promise<void> {
  const { bot, texts, tx, work } = context;
  const further = (await countToFetch(tx, bot)) - 1;
  const seconds = recording.source.duration ?? 0;
  const standing = await foreseeRecording(tx, { seconds, further: Math.max(0, further) });
  const stop = await makeButton(context, recording, { label: 'bot-button-stop', action: 'stop', mine: true });
  await tellOf(context, recording, { text: writeAccepted(standing, texts), buttons: [[stop]] });
  context.after(async () => hintBot(work, 'recordings'));
}
