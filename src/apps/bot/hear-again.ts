import { EfirError } from '../../core/errors.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import {
  acceptChatRecording,
  type ChatRecording,
  findNextItem,
  isHeardAlready,
  reopenChatRecording,
} from '../../domain/chats/index.ts';
import { createTranscriptionRules, retryRecordingWithin } from '../../domain/media/index.ts';
import type { ChatSource } from '../../wire/chat.ts';
import type { BotContext } from './bot-context.ts';
import { admit } from './take-recording.ts';

/**
 * Has a recording heard once more with other options: the answer comes beside the first one, as a reply to the same
 * message, and counts as sent by who asks for it now. Gives the id of the sentence for who asked.
 */
export async function hearAgain(
  context: BotContext,
  recording: ChatRecording,
  options: RecordingOptions,
): Promise<string> {
  const { bot, tx } = context;
  const { chatId, messageId, senderId, threadId } = recording;
  const userId = findPresser(context, recording);
  const source = findBytes(recording);
  for (;;) {
    if (await isHeardAlready(tx, recording, options)) return 'bot-toast-running';
    const item = await findNextItem(tx, { bot, chatId, messageId });
    const { chatRecording, repeated } = await acceptChatRecording(tx, {
      ...{ bot, chatId, messageId, threadId, userId, senderId, item, options, source },
    });
    // Two buttons pressed at once want the same number: the second one takes the next.
    if (repeated) continue;
    await admit(context, chatRecording);
    return 'bot-toast-begun';
  }
}

/** Tries a recording again that failed or was stopped, in the same message, with what is there already. */
export async function tryAgain(context: BotContext, recording: ChatRecording): Promise<string> {
  const { after, config, tx, work } = context;
  const { recordingId, state } = recording;
  if (state !== 'failed' && state !== 'cancelled') return 'bot-toast-running';
  if (recordingId === undefined || recording.error?.code === 'chat-quota') {
    const source = findBytes(recording);
    const userId = findPresser(context, recording);
    const reopened = await reopenChatRecording(tx, recording, { state: 'accepted', source, userId });
    if (!reopened) return 'bot-toast-running';
    await admit(context, { ...recording, source, userId, state: 'accepted' });
    return 'bot-toast-begun';
  }
  if (!(await reopenChatRecording(tx, recording, { state: 'working' }))) return 'bot-toast-running';
  const rules = [createTranscriptionRules({ blobs: work.blobs, maxDuration: config.maxDuration })];
  await retryRecordingWithin(tx, { rules }, recordingId);
  after(async () => {
    work.database.hints.send('tasks', recordingId);
    work.database.hints.send('recording', recordingId);
  });
  return 'bot-toast-begun';
}

/** Whose quota it is: of who pressed, whoever asked first. */
function findPresser({ from }: BotContext, { userId }: ChatRecording): number {
  return from?.id ?? userId;
}

/** From where the same bytes can be had: our own store first, else as they came. */
function findBytes({ recordingId, source }: ChatRecording): ChatSource {
  const { recordingId: former, ...rest } = source;
  const own = recordingId ?? former;
  const kind = source.kind === 'upload' ? 'document' : source.kind;
  const isNowhere = own === undefined && source.fileId === undefined && source.url === undefined;
  if (isNowhere) throw new EfirError('recording-not-found', { id: '' });
  return { ...rest, kind, ...(own === undefined ? {} : { recordingId: own }) };
}
