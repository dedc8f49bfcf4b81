import { z } from 'zod';
import { findDoubtful } from '../../../compute/speech/find-doubtful.ts';
import { EfirError } from '../../../core/errors.ts';
import { findSaid } from '../../../domain/chats/index.ts';
import { correctSegmentWithin, hintRevised, revertWithin } from '../../../domain/media/index.ts';
import type { Segment } from '../../../wire/event-message.ts';
import { defineAction, type Toast } from '../bot-action.ts';
import type { BotContext } from '../bot-context.ts';
import { findAuthor } from '../find-author.ts';
import { formatClock } from '../format-clock.ts';
import { makeAction } from '../menus/show-menu.ts';
import { type Finished, findFinished } from './find-finished.ts';
import { sayAgain } from './say-again.ts';

/** UTF-16 units of a corrected line: Telegram's messages have no more. */
const longestLine = 4_096;

/** What a person wrote in reply to a line: the line's right words, and which line that is. */
export interface LineReply {
  readonly id: string;
  /** Undefined where the reply is to a whole list: then its words, or what it quotes, say which. */
  readonly index: number | undefined;
  readonly text: string;
  /** The part of our message that the reply marks. */
  readonly quote: string | undefined;
}

/** Corrects a line, confirms it with a way back, and says the answer again. Says why where that cannot be. */
export async function correctLine(context: BotContext, reply: LineReply): Promise<void> {
  const finished = await findFinished(context, reply.id);
  if ('toast' in finished) return answer(context, finished.toast.text);
  const chosen =
    reply.index === undefined
      ? chooseLine(finished.transcript.segments, reply)
      : { index: reply.index, text: reply.text };
  if (!chosen) return answer(context, context.texts.text('bot-correct-which'));
  await correct(context, finished, { index: chosen.index, text: chosen.text.slice(0, longestLine).trim() });
}

async function correct(
  context: BotContext,
  { recording, transcript }: Finished,
  { index, text }: { readonly index: number; readonly text: string },
): Promise<void> {
  const { texts, tx } = context;
  const { recordingId } = recording;
  const before = transcript.version ?? 1;
  const stood = transcript.segments.find((segment) => segment.index === index)?.text;
  try {
    const by = await findAuthor(context);
    const { changed, version } = await correctSegmentWithin(tx, {
      ...{ by, recordingId, index, text },
      certain: true,
    });
    if (!changed) return answer(context, texts.text('bot-correct-same'));
    noteRevised(context, recordingId);
    await sayAgain(context, recording);
    const payload = { id: recording.id, version, to: before };
    const undo = await makeAction(context, texts.text('bot-correct-undo'), {
      name: 'undo-revision',
      payload,
    });
    const replyTo = context.msg?.message_id;
    await context.say({
      ...{
        kind: 'text',
        text: texts.text(text === stood ? 'bot-confirmed' : 'bot-corrected'),
        buttons: [[undo]],
        quiet: true,
      },
      ...(replyTo === undefined ? {} : { replyTo }),
    });
  } catch (thrown) {
    const sentence = thrown instanceof EfirError ? refusals[thrown.code] : undefined;
    if (sentence === undefined) throw thrown;
    return answer(context, texts.text(sentence));
  }
}

const refusals: Readonly<Record<string, string>> = {
  'segment-not-found': 'bot-recording-gone',
  'recording-not-found': 'bot-recording-gone',
  'request-invalid': 'bot-correct-unreadable',
  'versions-full': 'bot-correct-full',
};

/**
 * Of a list: the line whose words the reply marks, else the one whose time it begins with (`0:35 the right words`), else
 * the only one there is.
 */
function chooseLine(
  segments: readonly Segment[],
  { quote, text }: LineReply,
): { readonly index: number; readonly text: string } | undefined {
  const lines = findDoubtful(segments);
  const marked = quote?.replaceAll(/\s+/g, ' ').trim() ?? '';
  const [, time, rest = ''] = /^\s*(\d{1,2}(?::\d{2}){1,2})\s+([\s\S]+)$/.exec(text) ?? [];
  const [quotedTime] = /\d{1,2}(?::\d{2}){1,2}/.exec(marked) ?? [];
  if (time !== undefined) {
    const timed = lines.find(({ at }) => formatClock(at) === time);
    if (timed) return { index: timed.index, text: rest };
  }
  const quoted = lines.find(
    (line) =>
      formatClock(line.at) === quotedTime ||
      (marked.length > 2 && line.text.replaceAll(/\s+/g, ' ').includes(marked)),
  );
  if (quoted) return { index: quoted.index, text };
  const [only, ...more] = lines;
  return only && more.length === 0 ? { index: only.index, text } : undefined;
}

async function undo(
  context: BotContext,
  { id, to, version }: { readonly id: string; readonly version: number; readonly to: number },
): Promise<Toast> {
  const { texts, tx } = context;
  const finished = await findFinished(context, id);
  if ('toast' in finished) return finished.toast;
  const { recording, transcript } = finished;
  if (transcript.version !== version) return { text: texts.text('bot-undo-late'), alert: true };
  try {
    const by = await findAuthor(context);
    await revertWithin(tx, { by, recordingId: recording.recordingId, version, to });
  } catch (thrown) {
    if (!(thrown instanceof EfirError) || thrown.code !== 'versions-full') throw thrown;
    return { text: texts.text('bot-correct-full'), alert: true };
  }
  noteRevised(context, recording.recordingId);
  await sayAgain(context, recording);
  await sayUndone(context);
  return { text: texts.text('bot-undone') };
}

/** In place of the confirmation, whose button has nothing left to take back. */
async function sayUndone(context: BotContext): Promise<void> {
  const { bot, callbackQuery, chatRow, texts, tx } = context;
  const messageId = callbackQuery?.message?.message_id;
  if (messageId === undefined) return;
  const said = await findSaid(tx, { bot, chatId: chatRow.id, messageId });
  const pressed = said?.content?.buttons
    ?.flat()
    .some((button) => 'action' in button && button.action === callbackQuery?.data);
  // A changed client names any message beside the button.
  if (said?.content?.kind !== 'text' || !pressed) return;
  const { buttons: _, entities: __, ...content } = said.content;
  await context.say({ ...content, text: texts.text('bot-undone') }, { key: said.key });
}

/** Who listens to the recording elsewhere hears of it once it is true. */
export function noteRevised(
  { after, work }: BotContext,
  recordingId: Finished['recording']['recordingId'],
): void {
  after(async () => hintRevised(work.database, recordingId));
}

async function answer(context: BotContext, text: string): Promise<void> {
  const replyTo = context.msg?.message_id;
  await context.say({ kind: 'text', text, ...(replyTo === undefined ? {} : { replyTo }) });
}

export const correctionActions = {
  'undo-revision': defineAction({
    payload: z.object({ id: z.uuid(), version: z.int(), to: z.int() }),
    run: undo,
  }),
};
