import { findDoubtful } from '../../compute/speech/find-doubtful.ts';
import { nameSpeaker } from '../../compute/speech/formats/name-speaker.ts';
import type { Transcript } from '../../compute/speech/transcript.ts';
import type { ChatRecording } from '../../domain/chats/index.ts';
import type { Button } from '../../wire/chat.ts';
import { makeButton, type Telling } from './telling.ts';

/** Which buttons stand below an answer. */
export type AnswerMenu =
  | { readonly name: 'main' }
  | { readonly name: 'delete' }
  | { readonly name: 'language'; readonly page: number }
  | { readonly name: 'model'; readonly models: readonly string[] };

interface Below {
  readonly transcript: Transcript;
  readonly menu: AnswerMenu;
}

/** Languages that people send most; every other one can be named in a caption. */
const languages = [
  ...['ru', 'en', 'uk', 'de', 'fr', 'es', 'it', 'pt', 'pl', 'tr', 'kk', 'uz', 'be', 'ka', 'hy', 'az', 'ky'],
  ...['zh', 'ja', 'ko', 'ar', 'fa', 'he', 'hi', 'vi', 'th', 'id', 'nl', 'sv', 'fi', 'cs', 'sk', 'ro', 'bg'],
  ...['sr', 'hr', 'el', 'hu', 'lt', 'lv', 'et'],
];
const languagesPerPage = 12;
/** Speakers that get a button for their name. */
const mostSpeakers = 6;
/** UTF-16 units of a name on a button. */
const longestLabel = 30;

/** The buttons below a finished recording. */
export async function layButtons(
  telling: Telling,
  recording: ChatRecording,
  { menu, transcript }: Below,
): Promise<Button[][]> {
  const make: Make = (label, action, payload = {}) =>
    makeButton(telling, recording, { label, action, payload, mine: ownActions.includes(action) });
  if (menu.name === 'main') return layMain(telling, make, transcript);
  const back = await make('bot-button-back', 'answer-menu', { menu: 'main' });
  if (menu.name === 'delete') return [[await make('bot-button-delete-sure', 'delete')], [back]];
  if (menu.name === 'model') {
    const models = menu.models.map((model) => make({ words: model.slice(0, 60) }, 'hear-model', { model }));
    return [...(await inRows(models, 1)), [back]];
  }
  return layLanguages(telling, make, { back, page: menu.page });
}

type Make = (
  label: string | { readonly words: string },
  action: string,
  payload?: Readonly<Record<string, unknown>>,
) => Promise<Button>;

/** What only the person does whose recording it is. */
const ownActions: readonly string[] = ['delete'];

async function layMain({ texts }: Telling, make: Make, transcript: Transcript): Promise<Button[][]> {
  const again = [
    await make('bot-button-language', 'answer-menu', { menu: 'language' }),
    await make('bot-button-model', 'answer-menu', { menu: 'model' }),
  ];
  const remove = [await make('bot-button-delete', 'answer-menu', { menu: 'delete' })];
  if (transcript.segments.length === 0) return [again, remove];
  const files = (['txt', 'srt', 'vtt', 'docx'] as const).map((format) =>
    make({ words: format.toUpperCase() }, 'file', { format }),
  );
  const { speakers = [] } = transcript;
  const people = speakers.slice(0, mostSpeakers).map(({ id }) => {
    const name = nameSpeaker(id, transcript, texts).slice(0, longestLabel).toWellFormed();
    return make({ words: `✏ ${name}` }, 'name-speaker', { speaker: id });
  });
  const { length: count } = findDoubtful(transcript.segments);
  const doubtful = { words: texts.text('bot-button-doubtful', { count }) };
  return [
    await Promise.all(files),
    [
      await make('bot-button-times', 'file', { format: 'txt', times: true }),
      ...(speakers.length > 0 ? [] : [await make('bot-button-speakers', 'hear-speakers')]),
    ],
    ...(count > 0 ? [[await make(doubtful, 'list-doubtful', { page: 0 })]] : []),
    ...(await inRows(people, 2)),
    again,
    remove,
  ];
}

async function layLanguages(
  { texts }: Telling,
  make: Make,
  { back, page }: { readonly back: Button; readonly page: number },
): Promise<Button[][]> {
  const pages = Math.ceil(languages.length / languagesPerPage);
  const shown = languages.slice((page % pages) * languagesPerPage).slice(0, languagesPerPage);
  const choices = shown.map((code) =>
    make({ words: texts.text('bot-language-name', { code }) }, 'hear-language', { code }),
  );
  return [
    [await make('bot-button-language-auto', 'hear-language', { code: 'auto' })],
    ...(await inRows(choices, 3)),
    [back, await make('bot-button-more', 'answer-menu', { menu: 'language', page: (page + 1) % pages })],
  ];
}

async function inRows(buttons: readonly Promise<Button>[], width: number): Promise<Button[][]> {
  const made = await Promise.all(buttons);
  return Array.from({ length: Math.ceil(made.length / width) }, (_, row) =>
    made.slice(row * width, (row + 1) * width),
  );
}
