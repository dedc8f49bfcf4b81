import { readFile, stat } from 'node:fs/promises';
import { EfirError, isNodeError, tellSystemError } from '../../../core/errors.ts';
import type { Texts } from '../../../texts/texts.ts';
import type { Spelling } from '../../../wire/task-message.ts';
import {
  mostSpeakers,
  settleSpeakerOptions,
  type TranscriptionOptions,
} from '../../../wire/transcription-options.ts';
import { readHotWords, readSpellings } from '../../../wire/vocabulary.ts';
import type { TranscribeOptions } from './transcriber.ts';

/** Bytes of a vocabulary of the largest size, with room for remarks. */
const largestFile = 1_000_000;

/**
 * What the command line asks of a transcription. Rejects with `usage-invalid` for what is no number of speakers,
 * contradicts itself or holds too many words, and with `file-not-found` or `file-unreadable` of the vocabulary.
 */
export async function readAsked(options: TranscribeOptions, texts: Texts): Promise<TranscriptionOptions> {
  const { byChannel, diarize, hotWord = [], language, model, vocabulary } = options;
  const file =
    vocabulary === undefined ? { hotWords: [], spellings: [] } : await readVocabulary(vocabulary, texts);
  const hotWords = tellByOption('--hot-word', () => readHotWords([...hotWord, ...file.hotWords]));
  const asked: TranscriptionOptions = {
    language,
    model,
    diarize: diarize === true ? true : undefined,
    speakers: readNumber('--speakers', options.speakers, texts),
    min_speakers: readNumber('--min-speakers', options.minSpeakers, texts),
    max_speakers: readNumber('--max-speakers', options.maxSpeakers, texts),
    by_channel: byChannel,
    hot_words: hotWords.length === 0 ? undefined : hotWords,
    spellings: file.spellings.length === 0 ? undefined : file.spellings,
  };
  refuseContradiction(asked, texts);
  return settleSpeakerOptions(asked);
}

function readNumber(option: string, given: string | undefined, texts: Texts): number | undefined {
  if (given === undefined) return undefined;
  const number = /^\d{1,3}$/.test(given) ? Number(given) : 0;
  if (number >= 1 && number <= mostSpeakers) return number;
  const detail = texts.text('usage-speakers', { option, name: given, most: mostSpeakers });
  throw new EfirError('usage-invalid', { detail });
}

/** By the names of the options, which are not those of other doors. */
function refuseContradiction(asked: TranscriptionOptions, texts: Texts): void {
  const { by_channel, max_speakers: most, min_speakers: least, speakers } = asked;
  const bounded = least !== undefined || most !== undefined;
  const refuse = (id: string, args: Record<string, number> = {}) =>
    new EfirError('usage-invalid', { detail: texts.text(id, args) });
  if (speakers !== undefined && bounded) throw refuse('usage-speakers-twice');
  if (least !== undefined && most !== undefined && least > most)
    throw refuse('usage-speakers-crossed', { least, most });
  if (by_channel === true && (speakers !== undefined || bounded)) throw refuse('usage-speakers-channels');
}

/** One entry in each line: a hot word, or `heard => write`; lines that begin with `#` are remarks. */
async function readVocabulary(
  path: string,
  texts: Texts,
): Promise<{ hotWords: string[]; spellings: Spelling[] }> {
  const lines = (await readText(path)).split(/\r?\n/).map((line) => line.trim());
  const hotWords: string[] = [];
  const spellings: Spelling[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const [heard = '', write, ...rest] = line.split('=>').map((part) => part.trim());
    if (write === undefined) hotWords.push(line);
    else if (heard !== '' && write !== '' && rest.length === 0) spellings.push({ heard, write });
    else {
      const detail = texts.text('usage-vocabulary-line', { path, line: index + 1 });
      throw new EfirError('usage-invalid', { detail });
    }
  }
  return { hotWords, spellings: tellByOption('--vocabulary', () => readSpellings(spellings)) };
}

/** Other doors have fields, and a page that explains them. */
function tellByOption<Read>(option: string, read: () => Read): Read {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof EfirError) || thrown.code !== 'request-invalid') throw thrown;
    const detail = String(thrown.args['detail']).replace(/^\w+/, option);
    throw new EfirError('usage-invalid', { detail }, { cause: thrown });
  }
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > largestFile) throw new EfirError('file-too-large', { limit: largestFile });
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
    return text.replace(/^\uFEFF/, '');
  } catch (thrown) {
    if (thrown instanceof EfirError) throw thrown;
    if (isNodeError(thrown) && thrown.code === 'ENOENT')
      throw new EfirError('file-not-found', { path }, { cause: thrown });
    const detail = thrown instanceof TypeError ? 'not UTF-8 text' : tellSystemError(thrown);
    throw new EfirError('file-unreadable', { path, detail }, { cause: thrown });
  }
}
