import { findDoubtful } from '../../../compute/speech/find-doubtful.ts';
import { keyOfClip, say } from '../../../domain/chats/index.ts';
import { hasAudio } from '../../../domain/media/index.ts';
import type { Segment } from '../../../wire/event-message.ts';
import type { Toast } from '../bot-action.ts';
import type { BotContext } from '../bot-context.ts';
import { formatClock } from '../format-clock.ts';
import { describeLine } from './describe-line.ts';
import { findFinished } from './find-finished.ts';

/** Plays some seconds around a line, as a voice message below the list; a reply to that corrects the line. */
export async function hearLine(
  context: BotContext,
  { id, index }: { readonly id: string; readonly index: number },
): Promise<Toast | undefined> {
  const { bot, callbackQuery, chatRow, texts, tx, update } = context;
  const finished = await findFinished(context, id);
  if ('toast' in finished) return finished.toast;
  const { recording, transcript } = finished;
  const segment = transcript.segments.find((one) => one.index === index);
  if (!segment) return { text: texts.text('bot-recording-gone') };
  if (!(await hasAudio(tx, recording.recordingId)))
    return { text: texts.text('bot-audio-gone'), alert: true };
  const { start, end } = chooseSeconds(segment, transcript.duration);
  const words = describeLine(segment, texts);
  const replyTo = callbackQuery?.message?.message_id;
  await say(tx, {
    ...{ bot, chatId: chatRow.id, chatRecordingId: recording.id, threadId: recording.threadId },
    key: keyOfClip(recording.id, index, update.update_id),
    content: {
      ...{ kind: 'clip', recordingId: recording.recordingId, start, end, quiet: true },
      caption: texts.text('bot-line-caption', { time: formatClock(segment.start), words }),
      ...(replyTo === undefined ? {} : { replyTo }),
    },
  });
  return undefined;
}

/** Those of the list; of a line that was corrected since, its beginning. Within the recording, and not empty. */
function chooseSeconds(segment: Segment, duration: number): { start: number; end: number } {
  const [doubtful] = findDoubtful([segment]);
  const start = doubtful?.start ?? segment.start;
  const end = doubtful?.end ?? segment.start + 5;
  const last = Math.max(0.5, duration);
  return { start: Math.max(0, Math.min(start, last - 0.5)), end: Math.min(end, last) };
}
