import { randomBytes } from 'node:crypto';
import { access, constants, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { EfirError, isNodeError, tellSystemError } from '../../../core/errors.ts';
import { makeFolder } from '../../../core/make-folder.ts';

/**
 * Writes a file whole or not at all: under a temporary name beside it, then renamed. Rejects with `disk-full` or
 * `output-unwritable`.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomBytes(4).toString('hex')}.part`);
  try {
    await makeFolder(folder);
    await using file = await open(temporary, 'wx', 0o666);
    await file.writeFile(content);
    await file.sync();
    await rename(temporary, path);
  } catch (thrown) {
    await rm(temporary, { force: true }).catch(() => {});
    throw toOutputError(path, thrown);
  }
}

/**
 * Looks whether a file could be written there, before the work that would be lost. Changes nothing; rejects with
 * `output-unwritable`.
 */
export async function checkPlace(path: string): Promise<void> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    try {
      return await access(folder, constants.W_OK | constants.X_OK);
    } catch (thrown) {
      // Folders that are not there yet will be made in the nearest one that is.
      const isMissing = isNodeError(thrown) && thrown.code === 'ENOENT';
      if (!isMissing || folder === dirname(folder)) throw toOutputError(path, thrown);
    }
  }
}

/** Writes to stdout and waits until it is taken. Rejects with the stream's error, EPIPE when the reader is gone. */
export async function writeOut(stream: NodeJS.WritableStream, content: string | Uint8Array): Promise<void> {
  if (content.length === 0) return;
  await new Promise<void>((resolve, reject) => {
    stream.write(content, (error) => (error ? reject(error) : resolve()));
  });
}

function toOutputError(path: string, thrown: unknown): EfirError {
  const full = isNodeError(thrown) && (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT');
  if (full) return new EfirError('disk-full', { path }, { cause: thrown });
  return new EfirError('output-unwritable', { path, detail: tellSystemError(thrown) }, { cause: thrown });
}
