import { createHash } from 'node:crypto';
import { type ChatRecording, type ChatRow, takePace } from '../../domain/chats/index.ts';
import type { BotWork } from './bot-work.ts';
import { takeEnding } from './split-text.ts';
import { shownUnits } from './write-progress.ts';

/** Milliseconds for a call that nothing depends on. */
const callLimit = 3_000;

/**
 * Streams the text so far as a native draft on top of the placeholder, where that is switched on and the chat is
 * private. It is gone by itself after half a minute, so it is sent when a place within Telegram's limits is free at
 * once, and what comes of it does not matter.
 */
export async function streamDraft(
  { bot, config, database, logger, messenger }: BotWork,
  {
    chatRow,
    recording,
    text,
  }: { readonly chatRow: ChatRow; readonly recording: ChatRecording; readonly text: string },
): Promise<void> {
  if (!config.telegram.drafts || chatRow.kind !== 'private' || text.trim() === '') return;
  try {
    const wait = await takePace(database, bot, { chatId: chatRow.id, group: false, ended: false });
    if (wait > 0) return;
    const draft = { draft_id: numberOf(recording.id), text: takeEnding(text, shownUnits) };
    const thread = recording.threadId === undefined ? {} : { message_thread_id: recording.threadId };
    await messenger.call(
      'sendMessageDraft',
      { chat_id: chatRow.id, ...thread, ...draft },
      { timeLimit: callLimit },
    );
  } catch (error) {
    logger.debug({ error, chat_recording_id: recording.id }, 'a draft was not shown');
  }
}

/** The same for every draft of one recording, which is what makes it grow; never 0. */
function numberOf(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE() % 0x7fff_ffff || 1;
}
