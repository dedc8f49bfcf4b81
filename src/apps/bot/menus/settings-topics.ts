import type { ChatKind } from '../../../domain/chats/index.ts';
import type { Texts } from '../../../texts/texts.ts';
import type { ChatSettings } from '../../../wire/chat.ts';
import { commonLanguages, languagesPerRow, nameLanguage, sortLanguages } from './languages.ts';

/** One thing that can be set: a button of the menu, and its choices. */
export interface Topic {
  readonly name: keyof ChatSettings;
  /** Chats that have it. */
  readonly where: 'everywhere' | 'groups';
  readonly standard: Choice;
  readonly choices: readonly Choice[];
  /** Choices in one row of buttons. */
  readonly perRow: number;
}

export type Choice = string | number | boolean;

/** What stands for the standard where a value is needed: a chat forgets the setting then. */
export const standardChoice = 'standard';

export const topics: readonly Topic[] = [
  {
    name: 'language',
    where: 'everywhere',
    standard: standardChoice,
    choices: [standardChoice, 'ru', 'en'],
    perRow: 1,
  },
  {
    name: 'spoken',
    where: 'everywhere',
    standard: 'auto',
    choices: ['auto', ...commonLanguages],
    perRow: languagesPerRow,
  },
  { name: 'diarize', where: 'everywhere', standard: false, choices: [false, true], perRow: 1 },
  { name: 'answer', where: 'everywhere', standard: 'text', choices: ['text', 'file'], perRow: 1 },
  {
    name: 'fileFormat',
    where: 'everywhere',
    standard: 'txt',
    choices: ['txt', 'docx', 'srt', 'vtt'],
    perRow: 2,
  },
  {
    name: 'keepDays',
    where: 'everywhere',
    standard: standardChoice,
    choices: [standardChoice, 1, 7, 30, 90, 365],
    perRow: 1,
  },
  { name: 'unasked', where: 'groups', standard: 'none', choices: ['none', 'voice', 'all'], perRow: 1 },
  {
    name: 'changedBy',
    where: 'groups',
    standard: 'administrators',
    choices: ['administrators', 'everybody'],
    perRow: 1,
  },
];

export function topicsOf(kind: ChatKind): readonly Topic[] {
  return kind === 'private' ? topics.filter(({ where }) => where === 'everywhere') : topics;
}

/** The choice that holds in a chat. */
export function readChoice(topic: Topic, settings: ChatSettings): Choice {
  const value = settings[topic.name];
  return value === undefined || value === null ? topic.standard : value;
}

/** The choices in the order of a reader: what stands for the standard first. */
export function orderChoices({ choices, name }: Topic, texts: Texts): readonly Choice[] {
  if (name === 'language') return [standardChoice, ...sortLanguages(['ru', 'en'], texts)];
  return name === 'spoken' ? ['auto', ...sortLanguages(commonLanguages, texts)] : choices;
}

/** What a choice is called on its button. */
export function nameChoice({ name }: Topic, choice: Choice, texts: Texts): string {
  if (name === 'spoken' && choice !== 'auto') return nameLanguage(String(choice), texts);
  if (name === 'keepDays' && typeof choice === 'number')
    return texts.text('bot-settings-days', { days: choice });
  return texts.text(`bot-settings-${toId(name)}-${String(choice)}`);
}

/** Ids of texts have no capitals. */
export function toId(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
