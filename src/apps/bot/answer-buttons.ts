import { findDoubtful } from '../../compute/speech/find-doubtful.ts';
import { nameSpeaker } from '../../compute/speech/formats/name-speaker.ts';
import type { Transcript } from '../../compute/speech/transcript.ts';
import type { ChatRecording } from '../../domain/chats/index.ts';
import type { Button } from '../../wire/chat.ts';
import {
  commonLanguages,
  furtherLanguages,
  languagesPerRow,
  nameLanguage,
  sortLanguages,
} from './menus/languages.ts';
import { makeButton, type Telling } from './telling.ts';

/** Which buttons stand below an answer. */
export type AnswerMenu =
  | { readonly name: 'main' }
  | { readonly name: 'names' }
  | { readonly name: 'delete' }
  /** Models that could hear it as well. */
  | { readonly name: 'more'; readonly models: readonly string[] }
  | { readonly name: 'model'; readonly models: readonly string[] }
  | { readonly name: 'language'; readonly page: number };

interface Below {
  readonly transcript: Transcript;
  readonly menu: AnswerMenu;
}

/** Speakers that get a button for their name. */
const mostSpeakers = 12;
/** UTF-16 units of a name on a button. */
const longestLabel = 30;

/** The buttons below a finished recording. What is wanted most stands there at once, the rest opens in its place. */
export async function layButtons(
  telling: Telling,
  recording: ChatRecording,
  { menu, transcript }: Below,
): Promise<Button[][]> {
  const make: Make = (label, action, payload = {}) =>
    makeButton(telling, recording, { label, action, payload, mine: ownActions.includes(action) });
  const ground = { telling, make, transcript };
  if (menu.name === 'main') return layMain(ground);
  if (menu.name === 'more') return layMore(ground, menu.models);
  const back = await make('bot-button-back', 'answer-menu', { menu: findOrigin(menu, transcript) });
  if (menu.name === 'delete') return [[await make('bot-button-delete-sure', 'delete')], [back]];
  if (menu.name === 'names') return [...(await layNames(ground)), [back]];
  if (menu.name === 'language') return layLanguages(ground, { back, page: menu.page });
  const models = menu.models.map((model) => make({ words: model.slice(0, 60) }, 'hear-model', { model }));
  return [...(await inRows(models, 1)), [back]];
}

/** Where the button stands that opens a menu. */
function findOrigin({ name }: AnswerMenu, { segments }: Transcript): 'main' | 'more' {
  if (name === 'names') return findDoubtful(segments).length > 0 ? 'more' : 'main';
  return name === 'language' && segments.length === 0 ? 'main' : 'more';
}

type Make = (
  label: string | { readonly words: string },
  action: string,
  payload?: Readonly<Record<string, unknown>>,
) => Promise<Button>;

interface Ground {
  readonly telling: Telling;
  readonly make: Make;
  readonly transcript: Transcript;
}

/** What only the person does whose recording it is. */
const ownActions: readonly string[] = ['delete'];

/** Two rows: an answer is read, and few want more of it than a file. */
async function layMain(ground: Ground): Promise<Button[][]> {
  const { make, transcript } = ground;
  const more = await make('bot-button-more', 'answer-menu', { menu: 'more' });
  if (transcript.segments.length === 0) return [[await makeLanguage(ground), more]];
  const files = [await makeFile(ground, 'txt'), await makeFile(ground, 'srt')];
  return [files, [await makeMostWanted(ground), more]];
}

/** Doubtful lines where there are any; else who speaks: to be told apart, or to be named. */
async function makeMostWanted(ground: Ground): Promise<Button> {
  const { make, telling, transcript } = ground;
  const { length: count } = findDoubtful(transcript.segments);
  if (count === 0) return makeSpeakers(ground);
  const words = telling.texts.text('bot-button-doubtful', { count });
  return make({ words }, 'list-doubtful', { page: 0 });
}

async function layMore(ground: Ground, models: readonly string[]): Promise<Button[][]> {
  const { make, transcript } = ground;
  const back = [await make('bot-button-back', 'answer-menu', { menu: 'main' })];
  const remove = await make('bot-button-delete', 'answer-menu', { menu: 'delete' });
  const model = models.length > 0 ? [await make('bot-button-model', 'answer-menu', { menu: 'model' })] : [];
  if (transcript.segments.length === 0) return [[...model, remove], back];
  const isDoubtful = findDoubtful(transcript.segments).length > 0;
  const times = await make('bot-button-times', 'file', { format: 'txt', times: true });
  return [
    [await makeFile(ground, 'vtt'), await makeFile(ground, 'docx')],
    [times, ...(isDoubtful ? [await makeSpeakers(ground)] : [])],
    [await makeLanguage(ground), ...model],
    [remove],
    back,
  ];
}

function makeFile({ make }: Ground, format: 'txt' | 'srt' | 'vtt' | 'docx'): Promise<Button> {
  return make({ words: format.toUpperCase() }, 'file', { format });
}

function makeSpeakers({ make, transcript }: Ground): Promise<Button> {
  const { speakers = [] } = transcript;
  return speakers.length > 0
    ? make('bot-button-names', 'answer-menu', { menu: 'names' })
    : make('bot-button-speakers', 'hear-speakers');
}

function makeLanguage({ make }: Ground): Promise<Button> {
  return make('bot-button-language', 'answer-menu', { menu: 'language' });
}

async function layNames({ make, telling, transcript }: Ground): Promise<Button[][]> {
  const people = (transcript.speakers ?? []).slice(0, mostSpeakers).map(({ id }) => {
    const name = nameSpeaker(id, transcript, telling.texts).slice(0, longestLabel).toWellFormed();
    return make({ words: `✏ ${name}` }, 'name-speaker', { speaker: id });
  });
  return inRows(people, 2);
}

/** First those that people send most, then all others. */
async function layLanguages(
  { make, telling: { texts } }: Ground,
  { back, page }: { readonly back: Button; readonly page: number },
): Promise<Button[][]> {
  const further = sortLanguages(furtherLanguages, texts);
  const middle = Math.ceil(further.length / 2);
  const pages = [sortLanguages(commonLanguages, texts), further.slice(0, middle), further.slice(middle)];
  const choices = (pages[page % pages.length] ?? []).map((code) =>
    make({ words: nameLanguage(code, texts) }, 'hear-language', { code }),
  );
  return [
    [await make('bot-button-language-auto', 'hear-language', { code: 'auto' })],
    ...(await inRows(choices, languagesPerRow)),
    [back, await make('bot-button-on', 'answer-menu', { menu: 'language', page: (page + 1) % pages.length })],
  ];
}

async function inRows(buttons: readonly Promise<Button>[], width: number): Promise<Button[][]> {
  const made = await Promise.all(buttons);
  return Array.from({ length: Math.ceil(made.length / width) }, (_, row) =>
    made.slice(row * width, (row + 1) * width),
  );
}
