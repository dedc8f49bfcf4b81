import { opendir, readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { EfirError, isNodeError, tellSystemError } from '../../../core/errors.ts';
import { audioEndings, type Entry } from './corpus.ts';
import { readManifest } from './read-manifest.ts';
import { readText, readTurns } from './read-reference.ts';

/**
 * The recordings of a corpus with their references, as they are found, in the layout that fits first:
 *
 * - a list: the file itself, or `manifest.jsonl`, `manifest.csv` or `manifest.tsv` in the folder or below (Golos);
 * - Common Voice: `clips/` beside `test.tsv` or `validated.tsv`;
 * - LibriSpeech: `*.trans.txt` beside what they name;
 * - recordings beside a `.txt` of the same name, a `.rttm`, or both.
 *
 * Rejects with `file-not-found` and `file-unreadable`.
 */
export async function* findCorpus(place: string): AsyncGenerator<Entry, void, void> {
  if (!(await isFolder(place))) {
    yield* readManifest(place, dirname(place));
    return;
  }
  const names = new Set(await readdir(place));
  const list = listNames.find((name) => names.has(name));
  if (list !== undefined) yield* readManifest(join(place, list), place);
  else if (names.has('clips') && (names.has('test.tsv') || names.has('validated.tsv'))) {
    const table = names.has('test.tsv') ? 'test.tsv' : 'validated.tsv';
    yield* readManifest(join(place, table), join(place, 'clips'));
  } else yield* searchBelow(place);
}

const listNames = ['manifest.jsonl', 'manifest.csv', 'manifest.tsv'];

/** One look at every name decides: lists before LibriSpeech before pairs. */
async function* searchBelow(root: string): AsyncGenerator<Entry, void, void> {
  const files = await listFiles(root);
  const lists = files.filter((path) => listNames.includes(basename(path)));
  const chapters = files.filter((path) => path.endsWith('.trans.txt'));
  if (lists.length > 0) {
    for (const path of lists) {
      yield* readManifest(path, dirname(path), `${relative(root, dirname(path))}/`);
    }
  } else if (chapters.length > 0) {
    const found = new Set(files);
    for (const path of chapters) yield* readChapter(root, path, found);
  } else yield* readPairs(root, files);
}

/** `<id> <TEXT>` on each line, the recording beside it. */
async function* readChapter(
  root: string,
  path: string,
  files: ReadonlySet<string>,
): AsyncGenerator<Entry, void, void> {
  const text = await readText(path).catch((thrown: unknown) => thrown);
  if (typeof text !== 'string') {
    yield { name: relative(root, path), problem: 'reference-unreadable', detail: tellSystemError(text) };
    return;
  }
  for (const line of text.split(/\r?\n/)) {
    const [, id, said] = /^(\S+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (id === undefined || said === undefined) continue;
    const stem = join(dirname(path), id);
    const audio = audioEndings.map((ending) => stem + ending).find((candidate) => files.has(candidate));
    if (audio === undefined) yield { name: relative(root, stem), problem: 'no-recording', detail: '' };
    else yield { name: relative(root, audio), path: audio, text: said };
  }
}

async function* readPairs(root: string, files: readonly string[]): AsyncGenerator<Entry, void, void> {
  const found = new Set(files);
  for (const path of files) {
    const ending = extname(path);
    if (!audioEndings.includes(ending.toLowerCase())) continue;
    const stem = path.slice(0, -ending.length);
    const name = relative(root, path);
    const has = { text: found.has(`${stem}.txt`), turns: found.has(`${stem}.rttm`) };
    if (!has.text && !has.turns) {
      yield { name, problem: 'no-reference', detail: '' };
      continue;
    }
    try {
      yield {
        name,
        path,
        ...(has.text ? { text: await readText(`${stem}.txt`) } : {}),
        ...(has.turns ? { turns: await readTurns(`${stem}.rttm`) } : {}),
      };
    } catch (thrown) {
      yield { name, problem: 'reference-unreadable', detail: tellSystemError(thrown) };
    }
  }
}

/** All files below, without hidden ones; links to folders are not followed. In the order of their names. */
async function listFiles(root: string): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of await opendir(root, { recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const hidden = relative(root, path)
      .split('/')
      .some((part) => part.startsWith('.'));
    if (!entry.isDirectory() && !hidden) files.push(path);
  }
  return files.sort();
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (thrown) {
    if (isNodeError(thrown) && thrown.code === 'ENOENT') throw new EfirError('file-not-found', { path });
    throw new EfirError('file-unreadable', { path, detail: tellSystemError(thrown) }, { cause: thrown });
  }
}
