import { createWriteStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sniffContent, sniffLength } from '../../../compute/media/sniff-content.ts';
import { EfirError, isNodeError, tellSystemError, toEfirError } from '../../../core/errors.ts';
import { cleanFileName } from '../../upload/file-name.ts';
import type { CommandContext } from '../command.ts';

/** One recording to be written down. */
export interface Input {
  /** As the person knows it. */
  readonly name: string;
  readonly path: string;
}

/**
 * Turns arguments into recordings: a file is itself, a folder is the recordings directly in it, `-` is standard
 * input, kept in the folder that `makeScratch` makes. What is missing is not found out here but when its turn comes, so that the others are
 * done all the same. Throws `usage-invalid` for a folder without recordings.
 */
export async function findInputs(
  context: CommandContext,
  files: readonly string[],
  makeScratch: () => Promise<string>,
): Promise<Input[]> {
  const found: Input[] = [];
  for (const file of files) {
    if (file === '-') found.push(await saveStandardInput(context, await makeScratch()));
    else if (await isFolder(file)) found.push(...(await searchFolder(context, file)));
    else found.push({ name: cleanFileName(basename(file)), path: file });
  }
  return found;
}

/** Judges one file before any work. Rejects with the code that the HTTP door would answer for the same bytes. */
export async function checkInput({ path }: Input, maxFileSize: number): Promise<void> {
  const { head, bytes } = await readHead(path);
  if (bytes > maxFileSize) throw new EfirError('file-too-large', { limit: maxFileSize });
  if (head.length === 0) throw new EfirError('media-empty');
  const { verdict, found } = await sniffContent(head);
  if (verdict === 'other') throw new EfirError('media-unrecognised', { found });
}

async function searchFolder(context: CommandContext, folder: string): Promise<Input[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
  const inputs: Input[] = [];
  for (const name of names.sort()) {
    const path = join(folder, name);
    // An unreadable or empty file is reported in its turn; a text between the recordings is left out in silence.
    const found = await readHead(path).then(
      ({ head }) => (head.length === 0 ? undefined : sniffContent(head)),
      () => undefined,
    );
    if (found?.verdict !== 'other') inputs.push({ name: cleanFileName(name), path });
    else if (!found.found.startsWith('plain text') && !found.found.startsWith('subtitles')) {
      context.say(context.texts.text('transcribe-skipped', { name, found: found.found }));
    }
  }
  if (inputs.length > 0) return inputs;
  const detail = context.texts.text('usage-no-recordings', { path: folder });
  throw new EfirError('usage-invalid', { detail });
}

async function saveStandardInput(
  { config, signal, stdin, texts }: CommandContext,
  scratch: string,
): Promise<Input> {
  const path = join(scratch, 'standard-input');
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > config.maxFileSize) done(new EfirError('file-too-large', { limit: config.maxFileSize }));
      else done(null, chunk);
    },
  });
  try {
    await pipeline(Readable.from(stdin), limit, createWriteStream(path), { signal });
  } catch (thrown) {
    throw signal.aborted ? new EfirError('cancelled') : toEfirError(thrown);
  }
  return { name: texts.text('transcribe-stdin'), path };
}

async function readHead(path: string): Promise<{ head: Uint8Array; bytes: number }> {
  try {
    await using file = await open(path);
    const { size } = await requireFile(path, file.stat());
    const buffer = new Uint8Array(Math.min(sniffLength, size));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return { head: buffer.subarray(0, bytesRead), bytes: size };
  } catch (thrown) {
    throw toInputError(path, thrown);
  }
}

async function requireFile(path: string, stats: ReturnType<typeof stat>) {
  const found = await stats;
  if (!found.isFile()) throw new EfirError('file-unreadable', { path, detail: 'not a file' });
  return { size: Number(found.size) };
}

function toInputError(path: string, thrown: unknown): EfirError {
  if (isNodeError(thrown) && thrown.code === 'ENOENT')
    return new EfirError('file-not-found', { path }, { cause: thrown });
  if (isNodeError(thrown)) {
    return new EfirError('file-unreadable', { path, detail: tellSystemError(thrown) }, { cause: thrown });
  }
  return toEfirError(thrown);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
