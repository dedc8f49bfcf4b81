import { z } from 'zod';
import { parseLanguage } from '../../compute/speech/language/parse-language.ts';
import type { Transcript } from '../../compute/speech/transcript.ts';
import { EfirError } from '../../core/errors.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import { type ChatRecording, findChatRecording, findSaid, say } from '../../domain/chats/index.ts';
import { readTranscript } from '../../domain/media/index.ts';
import { findCatalogueModel } from '../../models/catalogue.ts';
import { listInstalledModels } from '../../models/installed-models.ts';
import { type AnswerMenu, layButtons } from './answer-buttons.ts';
import { type BotAction, defineAction, type Toast } from './bot-action.ts';
import type { BotContext } from './bot-context.ts';
import { eraseOne } from './erase-recording.ts';
import { hearAgain, tryAgain } from './hear-again.ts';
import { recallWorkerModels } from './known-models.ts';
import { stopRecording } from './stop-recording.ts';
import { sendFileOf } from './telling.ts';

/** Models on buttons: a screen full. */
const mostModels = 12;
const pageNumber = z.int().min(0).max(100);

/** Binds an action to one of the chat's recordings, which may be gone by the time when it is pressed. */
function defineOf<Shape extends z.ZodRawShape>(
  shape: Shape,
  run: (
    context: BotContext,
    recording: ChatRecording,
    payload: z.infer<z.ZodObject<Shape>>,
  ) => Promise<Toast | string | undefined>,
): BotAction {
  const rest = z.object(shape);
  return defineAction({
    payload: z.looseObject({ id: z.uuid() }),
    async run(context, payload) {
      const { bot, chatRow, texts, tx } = context;
      const gone = { text: texts.text('bot-recording-gone'), alert: true };
      const read = rest.safeParse(payload);
      const recording = await findChatRecording(tx, { bot, chatId: chatRow.id, id: payload.id });
      if (!read.success || !recording || recording.state === 'deleted') return gone;
      try {
        const toast = await run(context, recording, read.data);
        return typeof toast === 'string' ? { text: texts.text(toast) } : toast;
      } catch (thrown) {
        if (!(thrown instanceof EfirError)) throw thrown;
        const sentence = sentences[thrown.code];
        if (sentence === undefined) throw thrown;
        return { text: texts.text(sentence), alert: true };
      }
    },
  });
}

/** What may have happened to a recording since its buttons were shown. */
const sentences: Readonly<Record<string, string>> = {
  'recording-not-found': 'bot-recording-gone',
  'transcript-not-ready': 'bot-toast-not-ready',
  'transcript-expired': 'bot-recording-gone',
  'audio-expired': 'bot-toast-no-sound',
  'audio-lost': 'bot-toast-no-sound',
  'state-conflict': 'bot-toast-running',
};

/** What the buttons below a recording do. */
export const recordingActions: Readonly<Record<string, BotAction>> = {
  stop: defineOf({}, async (context, recording) =>
    (await stopRecording(context, recording)) ? 'bot-toast-stopping' : 'bot-toast-ended',
  ),
  file: defineOf(
    { format: z.enum(['txt', 'srt', 'vtt', 'docx']), times: z.boolean().default(false) },
    async (context, recording, { format, times }) => {
      const { texts, tx, update } = context;
      const recordingId = idOf(recording);
      // A file that cannot be written is better known now than when it is to be sent.
      await readTranscript(tx, recordingId);
      const file = { kind: 'file', recordingId, format, times, language: texts.language } as const;
      // Two files of one name tell nobody how they differ.
      const content = times ? { ...file, caption: texts.text('bot-file-times') } : file;
      const number = `${update.update_id}`;
      await sendFileOf(context, recording, { content: { ...content, replyTo: recording.messageId }, number });
      return 'bot-toast-file';
    },
  ),
  'answer-menu': defineOf(
    { menu: z.enum(['main', 'more', 'names', 'language', 'model', 'delete']), page: pageNumber.default(0) },
    async (context, recording, { menu, page }) => {
      const { transcript } = await readTranscript(context.tx, idOf(recording), context.texts);
      const show = (wanted: AnswerMenu) => showBelow(context, recording, { menu: wanted, transcript });
      if (menu === 'language') return show({ name: menu, page });
      if (menu !== 'model' && menu !== 'more') return show({ name: menu });
      const models = await listOtherModels(context, transcript);
      if (menu === 'more' || models.length > 0) return show({ name: menu, models });
      // The last one was taken away since the button was shown.
      await show({ name: 'more', models });
      return 'bot-toast-no-models';
    },
  ),
  'hear-language': defineOf({ code: z.string().max(20) }, (context, recording, { code }) => {
    const { language: _, ...options } = recording.options;
    const language = parseLanguage(code);
    return hearWith(context, recording, language === undefined ? options : { ...options, language });
  }),
  'hear-model': defineOf({ model: z.string().max(200) }, async (context, recording, { model }) => {
    const { engine: _, ...options } = recording.options;
    const { transcript } = await readTranscript(context.tx, idOf(recording));
    if (!(await listOtherModels(context, transcript)).includes(model)) return 'bot-toast-no-models';
    return hearWith(context, recording, { ...options, model });
  }),
  'hear-speakers': defineOf({}, (context, recording) =>
    hearWith(context, recording, { ...recording.options, diarize: true }),
  ),
  again: defineOf({}, tryAgain),
  delete: defineOf({}, eraseOne),
};

function idOf({ recordingId }: ChatRecording) {
  if (recordingId === undefined) throw new EfirError('recording-not-found', { id: '' });
  return recordingId;
}

async function hearWith(context: BotContext, recording: ChatRecording, options: RecordingOptions) {
  const toast = await hearAgain(context, recording, options);
  // The list that was chosen from goes.
  if (recording.state === 'answered') {
    const { transcript } = await readTranscript(context.tx, idOf(recording), context.texts);
    await showBelow(context, recording, { menu: { name: 'main' }, transcript });
  }
  return toast;
}

/** Other buttons below the message that was pressed; its words stay as they are. */
async function showBelow(
  context: BotContext,
  recording: ChatRecording,
  below: { readonly menu: AnswerMenu; readonly transcript: Transcript },
): Promise<string | undefined> {
  const { bot, callbackQuery, chatRow, tx } = context;
  const messageId = callbackQuery?.message?.message_id;
  const said =
    messageId === undefined ? undefined : await findSaid(tx, { bot, chatId: chatRow.id, messageId });
  // A changed client names any message beside the button.
  if (!said?.content || said.chatRecordingId !== recording.id) return 'bot-recording-gone';
  const buttons = await layButtons(context, recording, below);
  await say(tx, {
    ...{ bot, chatId: chatRow.id, threadId: said.threadId, key: said.key },
    content: { ...said.content, buttons },
  });
  return undefined;
}

/** Models for the same language that are installed here or loaded by workers, without the one that was heard with. */
async function listOtherModels(
  { config, work }: BotContext,
  { language, model }: Transcript,
): Promise<string[]> {
  const installed = await listInstalledModels(config.modelsDirectory);
  const elsewhere = recallWorkerModels(work);
  const hears = (languages: readonly string[] | 'any') => languages === 'any' || languages.includes(language);
  const names = new Set([
    ...installed.filter(({ languages }) => hears(languages)).map(({ name }) => name),
    ...elsewhere.filter((name) => hears(findCatalogueModel(name)?.languages ?? 'any')),
  ]);
  names.delete(model);
  return [...names].slice(0, mostModels);
}
