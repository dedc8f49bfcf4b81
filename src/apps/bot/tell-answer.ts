import type { Transcript } from '../../compute/speech/transcript.ts';
import { type ChatRecording, keyOfRecording, unsay } from '../../domain/chats/index.ts';
import { type AnswerMenu, layButtons } from './answer-buttons.ts';
import { sendFileOf, type Telling, tellOf } from './telling.ts';
import { mostParts, writeAnswer } from './write-answer.ts';

/**
 * Says a finished transcript where the placeholder stood, or says it anew where it was revised: parts that it no longer
 * has are taken away. `menu`: the buttons that stand below it. Saying the same again changes nothing.
 */
export async function tellAnswer(
  telling: Telling,
  recording: ChatRecording,
  { menu = { name: 'main' }, transcript }: { readonly transcript: Transcript; readonly menu?: AnswerMenu },
): Promise<void> {
  const { bot, chatRow, texts, tx } = telling;
  const { answer = 'text', fileFormat = 'txt' } = chatRow.settings;
  const { file, parts } = writeAnswer({
    ...{ transcript, texts, answer, fileFormat },
    recordingId: recording.recordingId ?? '',
    replyTo: recording.messageId,
    buttons: await layButtons(telling, recording, { menu, transcript }),
  });
  for (let part = 1; part <= mostParts; part += 1) {
    const content = parts[part - 1];
    if (content) await tellOf(telling, recording, content, part);
    else await unsay(tx, { bot, chatId: recording.chatId, key: keyOfRecording(recording.id, part) });
  }
  if (file) await sendFileOf(telling, recording, { content: file, number: 'answer' });
}
