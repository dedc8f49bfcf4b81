import type { RecordingId } from '../../../core/ids.ts';
import { findChatRecording, say } from '../../../domain/chats/index.ts';
import { layButtons } from '../answer-buttons.ts';
import type { Toast } from '../bot-action.ts';
import type { BotContext } from '../bot-context.ts';
import { writeAnswer } from '../write-answer.ts';

import { findFinished } from './find-finished.ts';

/** Shows the answer to a recording once more, below: its words, and what can be done with them. */
export async function openRecording(context: BotContext, id: string): Promise<Toast | undefined> {
  const { bot, chatRow, texts, tx, update } = context;
  const known = await findChatRecording(tx, { bot, chatId: chatRow.id, id });
  if (known && known.state !== 'answered' && known.state !== 'working')
    return { text: texts.text(`bot-open-${known.state}`) };
  const finished = await findFinished(context, id);
  if ('toast' in finished) return finished.toast;
  const { recording, transcript } = finished;
  const { answer = 'text', fileFormat = 'txt' } = chatRow.settings;
  const recordingId: RecordingId = recording.recordingId;
  const { file, parts } = writeAnswer({
    ...{ transcript, recordingId, texts, answer, fileFormat },
    replyTo: recording.messageId,
    buttons: await layButtons(context, recording, { menu: { name: 'main' }, transcript }),
  });
  const place = { bot, chatId: chatRow.id, threadId: context.threadId, chatRecordingId: recording.id };
  const contents = [...parts, ...(file ? [file] : [])];
  for (const [number, content] of contents.entries())
    await say(tx, { ...place, key: `open:${recording.id}:${update.update_id}:${number}`, content });
  return undefined;
}
