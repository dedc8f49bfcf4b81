import { z } from 'zod';
import { changeChatSettings, getChat } from '../../../domain/chats/index.ts';
import type { Button } from '../../../wire/chat.ts';
import { defineAction, type Toast } from '../bot-action.ts';
import type { BotContext } from '../bot-context.ts';
import { mayChange } from '../may-change.ts';
import {
  type Choice,
  nameChoice,
  orderChoices,
  readChoice,
  standardChoice,
  type Topic,
  toId,
  topics,
  topicsOf,
} from './settings-topics.ts';
import { makeAction, showMenu, writeTitled } from './show-menu.ts';

/** `/settings`: all of them with their values; a button opens the choices of one in the same message. */
export async function showSettings(context: BotContext): Promise<Toast | undefined> {
  const refusal = await refuseStranger(context);
  if (refusal) return refusal;
  const { chatRow, texts } = context;
  const rows: Button[][] = [];
  for (const topic of topicsOf(chatRow.kind)) {
    const value = nameChoice(topic, readChoice(topic, chatRow.settings), texts);
    const label = `${texts.text(`bot-settings-${toId(topic.name)}`)}: ${value}`;
    rows.push([await makeAction(context, label, { name: 'settings-topic', payload: { topic: topic.name } })]);
  }
  rows.push([await makeAction(context, texts.text('bot-menu-close'), { name: 'menu-close' })]);
  const about = texts.text(chatRow.kind === 'private' ? 'bot-settings-about' : 'bot-settings-about-group');
  await showMenu(context, 'settings', { ...writeTitled(texts.text('bot-settings'), about), buttons: rows });
  return undefined;
}

async function showTopic(context: BotContext, topic: Topic): Promise<void> {
  const { chatRow, texts } = context;
  const current = readChoice(topic, chatRow.settings);
  const rows: Button[][] = [];
  for (const choice of orderChoices(topic, texts)) {
    const label = `${choice === current ? '✓ ' : ''}${nameChoice(topic, choice, texts)}`;
    const payload = { topic: topic.name, choice };
    const button = await makeAction(context, label, { name: 'settings-choose', payload });
    const last = rows.at(-1);
    // The standard stands by itself above the others.
    if (last && last.length < topic.perRow && rows.length > 1) last.push(button);
    else rows.push([button]);
  }
  rows.push([await makeAction(context, texts.text('bot-menu-back'), { name: 'settings' })]);
  const id = `bot-settings-${toId(topic.name)}`;
  const titled = writeTitled(texts.text(id), texts.text(`${id}.about`));
  await showMenu(context, 'settings', { ...titled, buttons: rows });
}

async function choose(context: BotContext, topic: Topic, choice: Choice): Promise<Toast> {
  const { bot, chatRow, texts, tx, work } = context;
  const value = choice === standardChoice ? undefined : choice;
  const settings = await changeChatSettings(tx, bot, chatRow.id, { [topic.name]: value });
  // What is said from here on is in the language that was chosen.
  const changed = (await getChat(tx, bot, chatRow.id)) ?? { ...chatRow, settings };
  const spoken = { chatRow: changed, texts: work.texts(changed.language) };
  await showSettings(Object.assign(Object.create(context) as BotContext, spoken));
  return { text: (spoken.texts ?? texts).text('bot-settings-done') };
}

/** Who may not change the settings is told so, and sees no menu. */
async function refuseStranger(context: BotContext): Promise<Toast | undefined> {
  const right = await mayChange(context);
  if (right === 'yes') return undefined;
  return { text: context.texts.text(right === 'no' ? 'bot-settings-administrators' : 'bot-settings-unsure') };
}

const topicName = z.enum(topics.map(({ name }) => name));
const choice = z.union([z.string(), z.number(), z.boolean()]);

/** A topic of this kind of chat; a group may have become something else. */
function findTopic({ chatRow }: BotContext, name: string): Topic | undefined {
  return topicsOf(chatRow.kind).find((topic) => topic.name === name);
}

export const settingsActions = {
  settings: defineAction({ payload: z.object({}), run: showSettings }),
  'settings-topic': defineAction({
    payload: z.object({ topic: topicName }),
    async run(context, payload) {
      const refusal = await refuseStranger(context);
      if (refusal) return refusal;
      const topic = findTopic(context, payload.topic);
      if (topic) await showTopic(context, topic);
      return undefined;
    },
  }),
  'settings-choose': defineAction({
    payload: z.object({ topic: topicName, choice }),
    async run(context, payload) {
      const refusal = await refuseStranger(context);
      if (refusal) return refusal;
      const topic = findTopic(context, payload.topic);
      if (!topic?.choices.includes(payload.choice)) return undefined;
      return choose(context, topic, payload.choice);
    },
  }),
};
