import { z } from 'zod';
import { type DoubtfulLine, findDoubtful } from '../../../compute/speech/find-doubtful.ts';
import { type ChatRecording, keyOfDoubtful, say, unsayMenus } from '../../../domain/chats/index.ts';
import type { Button } from '../../../wire/chat.ts';
import { defineAction, type Toast } from '../bot-action.ts';
import type { BotContext } from '../bot-context.ts';
import { formatClock } from '../format-clock.ts';
import { findPressed, makeAction, writeTitled } from '../menus/show-menu.ts';
import { describeLine } from './describe-line.ts';
import { findFinished } from './find-finished.ts';
import { hearLine } from './hear-line.ts';

/** Lines of one page: as many buttons fit into two rows, and a phone's screen holds their texts. */
export const linesPerPage = 6;
const perRow = 3;

/**
 * The list of a recording's doubtful lines, each with a button that plays it. Pressed in the list, it turns its page;
 * pressed below the answer, the list comes anew.
 */
export async function listDoubtful(
  context: BotContext,
  { id, page }: { readonly id: string; readonly page: number },
): Promise<Toast | undefined> {
  const finished = await findFinished(context, id);
  if ('toast' in finished) return finished.toast;
  const { recording, transcript } = finished;
  const lines = findDoubtful(transcript.segments);
  if (lines.length === 0) return { text: context.texts.text('bot-doubtful-none') };
  const pages = Math.ceil(lines.length / linesPerPage);
  const current = Math.min(Math.max(0, page), pages - 1);
  const shown = lines.slice(current * linesPerPage, (current + 1) * linesPerPage);
  await showList(context, recording, { lines: shown, current, pages, count: lines.length });
  return undefined;
}

interface Page {
  readonly lines: readonly DoubtfulLine[];
  readonly current: number;
  readonly pages: number;
  readonly count: number;
}

async function showList(
  context: BotContext,
  recording: ChatRecording,
  { lines, current, pages, count }: Page,
): Promise<void> {
  const { bot, chatRow, texts, tx, update } = context;
  const { id } = recording;
  const rows: Button[][] = [];
  for (const { at, index } of lines) {
    const label = `▶ ${formatClock(at)}`;
    const button = await makeAction(context, label, { name: 'hear-line', payload: { id, index } });
    const last = rows.at(-1);
    if (last && last.length < perRow) last.push(button);
    else rows.push([button]);
  }
  const turn = (to: number, label: string) =>
    makeAction(context, texts.text(label), { name: 'list-doubtful', payload: { id, page: to } });
  const turns = [
    ...(current > 0 ? [await turn(current - 1, 'bot-page-back')] : []),
    ...(current < pages - 1 ? [await turn(current + 1, 'bot-page-on')] : []),
  ];
  if (turns.length > 0) rows.push(turns);
  rows.push([await makeAction(context, texts.text('bot-menu-close'), { name: 'menu-close' })]);
  const words = lines.map((line) => `${formatClock(line.at)}  ${describeLine(line, texts)}`);
  const body = [...words, '', texts.text('bot-doubtful-about')].join('\n');
  const prefix = keyOfDoubtful(id);
  const pressed = await findPressed(context);
  const isList = pressed?.startsWith(`${prefix}:`) ?? false;
  if (!isList) await unsayMenus(tx, { bot, chatId: chatRow.id, prefix: `${prefix}:` });
  await say(tx, {
    ...{ bot, chatId: chatRow.id, chatRecordingId: id },
    threadId: recording.threadId,
    key: isList && pressed ? pressed : `${prefix}:${update.update_id}`,
    content: {
      kind: 'text',
      ...writeTitled(texts.text('bot-doubtful', { count }), body),
      buttons: rows,
      quiet: true,
    },
  });
}

export const doubtfulActions = {
  'list-doubtful': defineAction({
    payload: z.object({ id: z.uuid(), page: z.int().default(0) }),
    run: listDoubtful,
  }),
  'hear-line': defineAction({ payload: z.object({ id: z.uuid(), index: z.int().min(0) }), run: hearLine }),
};
