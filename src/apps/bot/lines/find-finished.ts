import type { Transcript } from '../../../compute/speech/transcript.ts';
import { EfirError } from '../../../core/errors.ts';
import type { RecordingId } from '../../../core/ids.ts';
import { type ChatRecording, findChatRecording } from '../../../domain/chats/index.ts';
import { readTranscript } from '../../../domain/media/index.ts';
import type { Toast } from '../bot-action.ts';
import type { BotContext } from '../bot-context.ts';

export interface Finished {
  readonly recording: ChatRecording & { readonly recordingId: RecordingId };
  readonly transcript: Transcript;
}

/** A recording of this chat with its transcript at the newest version; or the sentence why there is none. */
export async function findFinished(
  context: BotContext,
  id: string,
): Promise<Finished | { readonly toast: Toast }> {
  const { bot, chatRow, texts, tx } = context;
  const recording = await findChatRecording(tx, { bot, chatId: chatRow.id, id });
  const { recordingId } = recording ?? {};
  if (!recording || recordingId === undefined || recording.state === 'deleted')
    return { toast: { text: texts.text('bot-recording-gone') } };
  try {
    const { transcript } = await readTranscript(tx, recordingId, texts);
    return { recording: { ...recording, recordingId }, transcript };
  } catch (thrown) {
    const sentence = thrown instanceof EfirError ? missing[thrown.code] : undefined;
    if (sentence === undefined) throw thrown;
    return { toast: { text: texts.text(sentence) } };
  }
}

const missing: Readonly<Record<string, string>> = {
  'recording-not-found': 'bot-recording-gone',
  'transcript-expired': 'bot-recording-expired',
  'transcript-not-ready': 'bot-recording-open',
};
