import { z } from 'zod';
import { type ListedRecording, listChatRecordings } from '../../../domain/chats/index.ts';
import type { Texts } from '../../../texts/texts.ts';
import type { Button } from '../../../wire/chat.ts';
import { defineAction } from '../bot-action.ts';
import type { BotContext } from '../bot-context.ts';
import { formatClock, formatDay } from '../format-clock.ts';
import { openRecording } from '../lines/open-recording.ts';
import { readPerson } from '../person.ts';
import { askQuestion } from './ask-question.ts';
import { makeAction, showMenu, writeTitled } from './show-menu.ts';

const perPage = 6;
/** UTF-16 units of what is looked for. */
const longestSearch = 200;

interface HistoryView {
  /** What is looked for; empty: nothing. */
  readonly search: string;
  /** Where the pages shown so far begin, the newest first: each behind one recording; the last is this page. */
  readonly trail: readonly string[];
}

/** `/history`: recordings of this chat, newest first, each behind a button; with words only those that hold them. */
export async function showHistory(context: BotContext, view: HistoryView): Promise<void> {
  const { bot, chatRow, texts, tx } = context;
  const search = view.search.slice(0, longestSearch).trim();
  const words = search.split(/\s+/).filter((word) => word !== '');
  const { recordings, more } = await listChatRecordings(tx, {
    ...{ bot, chatId: chatRow.id, words, limit: perPage },
    before: view.trail.at(-1),
  });
  const rows: Button[][] = [];
  for (const recording of recordings) {
    const label = describeRecording(recording, texts);
    rows.push([await makeAction(context, label, { name: 'open-recording', payload: { id: recording.id } })]);
  }
  const last = more ? recordings.at(-1)?.id : undefined;
  const turns = await makeTurns(context, { search, trail: view.trail }, last);
  if (turns.length > 0) rows.push(turns);
  rows.push(await makeTools(context, { search, isEmpty: search === '' && recordings.length === 0 }));
  const about = texts.text(chooseAbout(context, search, recordings.length), { words: search });
  await showMenu(context, 'history', { ...writeTitled(texts.text('bot-history'), about), buttons: rows });
}

function chooseAbout({ chatRow }: BotContext, search: string, found: number): string {
  const empty = chatRow.kind === 'private' ? 'bot-history-empty' : 'bot-history-empty-group';
  if (search === '') return found > 0 ? 'bot-history-about' : empty;
  return found > 0 ? 'bot-history-found' : 'bot-history-nothing';
}

async function makeTurns(
  context: BotContext,
  view: HistoryView,
  last: string | undefined,
): Promise<Button[]> {
  const { texts } = context;
  const turns: Button[] = [];
  // In whose buttons words stand, theirs they are.
  const ownerId = view.search === '' ? undefined : (readPerson(context)?.id ?? 0);
  const turn = (label: string, trail: readonly string[]) => {
    const payload = { search: view.search, trail };
    return makeAction(context, texts.text(label), { name: 'history', payload, ownerId });
  };
  if (view.trail.length > 0) turns.push(await turn('bot-history-newer', view.trail.slice(0, -1)));
  if (last !== undefined)
    turns.push(await turn('bot-history-older', [...view.trail, last].slice(-mostTurns)));
  return turns;
}

/** Pages that can be turned back, one by one. */
const mostTurns = 50;

async function makeTools(
  context: BotContext,
  { isEmpty, search }: { readonly isEmpty: boolean; readonly search: string },
): Promise<Button[]> {
  const { texts } = context;
  const close = await makeAction(context, texts.text('bot-menu-close'), { name: 'menu-close' });
  if (isEmpty) return [close];
  const first =
    search === ''
      ? await makeAction(context, texts.text('bot-history-search'), { name: 'history-search' })
      : await makeAction(context, texts.text('bot-history-all'), {
          name: 'history',
          payload: { search: '', trail: [] },
        });
  return [first, close];
}

/** `22 Nov · 0:35 · Good morning, I wanted to …` */
function describeRecording(recording: ListedRecording, texts: Texts): string {
  const { createdAt, duration, fileName, state, words } = recording;
  const name = words !== '' ? words : (fileName ?? texts.text(`bot-history-${state}`));
  const length = duration > 0 ? [formatClock(duration)] : [];
  return [formatDay(createdAt, texts.language), ...length, name].join(' · ');
}

export const historyActions = {
  history: defineAction({
    payload: z.object({ search: z.string(), trail: z.array(z.uuid()).max(mostTurns) }),
    async run(context, view) {
      await showHistory(context, view);
      return undefined;
    },
  }),
  'history-search': defineAction({
    payload: z.object({}),
    async run(context) {
      const { chatRow, texts } = context;
      const asked = chatRow.kind === 'private' ? 'bot-history-ask' : 'bot-history-ask-group';
      await askQuestion(context, { step: 'history-search', payload: {} }, { text: texts.text(asked) });
      return undefined;
    },
  }),
  'open-recording': defineAction({
    payload: z.object({ id: z.uuid() }),
    run: (context, { id }) => openRecording(context, id),
  }),
};
