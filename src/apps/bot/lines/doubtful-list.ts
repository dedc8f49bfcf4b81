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
const linesPerPage = 6;
const perRow = 3;

/**
 * The list of a recording's doubtful lines, each with a button that plays it, from the line `from` on. Pressed in the
 * list, it turns its page; pressed below the answer, the list comes anew. Pages are counted by lines and not by numbers:
 * those that are corrected go from the list, and none is passed over for that.
 */
export async function listDoubtful(
  context: BotContext,
  { id, from }: { readonly id: string; readonly from: number },
): Promise<Toast | undefined> {
  const finished = await findFinished(context, id);
  if ('toast' in finished) return finished.toast;
  const { recording, transcript } = finished;
  const lines = findDoubtful(transcript.segments);
  if (lines.length === 0) return { text: context.texts.text('bot-doubtful-none') };
  const found = lines.findIndex(({ index }) => index >= from);
  const first = found === -1 ? Math.max(0, lines.length - linesPerPage) : found;
  await showList(context, recording, { lines, first });
  return undefined;
}

interface Page {
  /** All of them. */
  readonly lines: readonly DoubtfulLine[];
  /** Place of the first that is shown. */
  readonly first: number;
}

async function showList(
  context: BotContext,
  recording: ChatRecording,
  { lines, first }: Page,
): Promise<void> {
  const { bot, chatRow, texts, tx, update } = context;
  const { id } = recording;
  const shown = lines.slice(first, first + linesPerPage);
  const rows: Button[][] = [];
  for (const { at, index } of shown) {
    const label = `▶ ${formatClock(at)}`;
    const button = await makeAction(context, label, { name: 'hear-line', payload: { id, index } });
    const last = rows.at(-1);
    if (last && last.length < perRow) last.push(button);
    else rows.push([button]);
  }
  const turn = (to: DoubtfulLine | undefined, label: string) =>
    makeAction(context, texts.text(label), { name: 'list-doubtful', payload: { id, from: to?.index ?? 0 } });
  const further = lines[first + linesPerPage];
  const turns = [
    ...(first > 0 ? [await turn(lines[Math.max(0, first - linesPerPage)], 'bot-page-back')] : []),
    ...(further ? [await turn(further, 'bot-page-on')] : []),
  ];
  if (turns.length > 0) rows.push(turns);
  rows.push([await makeAction(context, texts.text('bot-menu-close'), { name: 'menu-close' })]);
  const words = shown.map((line) => `${formatClock(line.at)}  ${describeLine(line, texts)}`);
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
      ...writeTitled(texts.text('bot-doubtful', { count: lines.length }), body),
      buttons: rows,
      quiet: true,
    },
  });
}

export const doubtfulActions = {
  'list-doubtful': defineAction({
    payload: z.object({ id: z.uuid(), from: z.int().default(0) }),
    run: listDoubtful,
  }),
  'hear-line': defineAction({ payload: z.object({ id: z.uuid(), index: z.int().min(0) }), run: hearLine }),
};
