import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { parseLanguage } from '../../../compute/speech/language/parse-language.ts';
import { EfirError, tellSystemError } from '../../../core/errors.ts';
import type { Entry, Unusable } from './corpus.ts';
import { readTurns } from './read-reference.ts';

/** Bytes of a list, and of one line of it. */
const mostBytes = 2 ** 29;
const mostLineBytes = 2 ** 20;

const line = z.string().max(mostLineBytes);
/** The names that corpora give the same things: ours, those of Golos and NeMo, those of Common Voice. */
const rowSchema = z
  .looseObject({
    ...{ audio: line, audio_filepath: line, path: line },
    ...{ text: line, sentence: line, transcript: line },
    ...{ language: line, locale: line, lang: line, rttm: line },
  })
  .partial();

/**
 * The entries of a list of recordings: `.jsonl` with an object on each line, `.csv` or `.tsv` with a line of titles.
 * Columns: `audio`, `text`, `language`, `rttm`, or as Golos and Common Voice name them; recordings lie below `folder`, and
 * their names begin with `prefix`. A line that cannot be used comes as such; rejects with `file-unreadable` when there is
 * no reading at all.
 */
export async function* readManifest(
  path: string,
  folder: string,
  prefix = '',
): AsyncGenerator<Entry, void, void> {
  let number = 0;
  for await (const row of readRows(path)) {
    number += 1;
    yield await readRow(row, { at: `${prefix}${number}`, folder, prefix });
  }
}

async function* readRows(path: string): AsyncGenerator<unknown, void, void> {
  const ending = extname(path).toLowerCase();
  try {
    if ((await stat(path)).size > mostBytes) {
      throw new EfirError('file-unreadable', { path, detail: `more than ${mostBytes / 2 ** 20} MB` });
    }
    if (ending === '.jsonl' || ending === '.json') yield* readLines(path);
    else yield* createReadStream(path).pipe(createParser(ending === '.tsv'));
  } catch (thrown) {
    if (thrown instanceof EfirError) throw thrown;
    throw new EfirError('file-unreadable', { path, detail: tellSystemError(thrown) }, { cause: thrown });
  }
}

/** Values between tabs are as they are: Common Voice has sentences with a quotation mark at their beginning. */
function createParser(tabs: boolean) {
  return parse({
    ...{ columns: true, bom: true, relax_column_count: true, skip_empty_lines: true },
    max_record_size: mostLineBytes,
    ...(tabs ? { delimiter: '\t', quote: null } : { trim: true }),
  });
}

async function* readLines(path: string): AsyncGenerator<unknown, void, void> {
  await using file = await open(path);
  for await (const text of file.readLines()) {
    const plain = text.replace(/^\ufeff/, '').trim();
    if (plain === '') continue;
    yield readJson(plain);
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Place {
  /** What a line without a name is called. */
  readonly at: string;
  readonly folder: string;
  readonly prefix: string;
}

async function readRow(row: unknown, { at, folder, prefix }: Place): Promise<Entry> {
  const { data } = rowSchema.safeParse(row);
  const audio = data?.audio ?? data?.audio_filepath ?? data?.path;
  const text = data?.text ?? data?.sentence ?? data?.transcript;
  if (audio === undefined || audio.trim() === '') return unusable(`#${at}`, 'no-recording');
  const name = makeVisible(`${prefix}${audio}`);
  if (text === undefined && !data?.rttm) return unusable(name, 'no-reference');
  const said = data?.language || data?.locale || data?.lang;
  const language = readLanguage(said);
  if (language === 'unknown') return unusable(name, 'language-unknown', said);
  try {
    const turns = data?.rttm ? await readTurns(resolve(folder, data.rttm)) : undefined;
    return {
      name,
      path: resolve(folder, audio),
      ...(text === undefined ? {} : { text }),
      ...(turns === undefined ? {} : { turns }),
      ...(language === undefined ? {} : { language }),
    };
  } catch (thrown) {
    return unusable(name, 'reference-unreadable', tellSystemError(thrown));
  }
}

function unusable(name: string, problem: Unusable['problem'], detail = ''): Unusable {
  return { name, problem, detail: makeVisible(detail) };
}

/** What a list holds is shown on a terminal: nothing in it may steer that. */
function makeVisible(text: string): string {
  return text.replace(/\p{Cc}/gu, '\ufffd');
}

function readLanguage(said: string | undefined): string | undefined {
  try {
    return parseLanguage(said);
  } catch {
    return 'unknown';
  }
}
