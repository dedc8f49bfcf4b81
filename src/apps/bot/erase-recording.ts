import { type ChatRecording, markDeleted, unsayOf } from '../../domain/chats/index.ts';
import { createTranscriptionRules, deleteRecordingWithin } from '../../domain/media/index.ts';
import { createEndCounter } from '../count-end.ts';
import type { BotContext } from './bot-context.ts';
import { tellOf } from './telling.ts';

/** Deletes a recording with its text, and takes away what was said of it; where its answer stood that is told. */
export async function eraseOne(context: BotContext, recording: ChatRecording): Promise<undefined> {
  const { after, bot, config, texts, tx, work } = context;
  const { recordingId } = recording;
  await markDeleted(tx, recording);
  await unsayOf(tx, { bot, chatId: recording.chatId, id: recording.id });
  await tellOf(context, recording, { text: texts.text('bot-recording-deleted') });
  if (recordingId === undefined) return;
  const ports = {
    blobs: work.blobs,
    rules: [createTranscriptionRules({ blobs: work.blobs, maxDuration: config.maxDuration })],
    countEnd: createEndCounter(work.metrics, work.database.hints),
  };
  const tell = await deleteRecordingWithin(tx, ports, recordingId);
  after(async () => tell(work.database));
}
