import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isNodeError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import { makeFolder } from '../../core/make-folder.ts';
import { type JobBody, jobSchema } from '../../wire/transcribe-server.ts';
import { encodeJobId } from './job-ids.ts';

/** Results as files, `JOB_ID.json` and `JOB_ID.txt`: they outlive the process, and other programs read them. */
export interface ResultFiles {
  pathOf(jobId: string): string;
  /** Writes both whole or not at all; `text` only of a job that was completed. Gives what was written. */
  write(result: StoredJob): Promise<StoredJob>;
  read(jobId: string): Promise<StoredJob | undefined>;
  remove(jobId: string): Promise<void>;
  close(): void;
}

/** A job with what tells whether the same is asked for again. */
export type StoredJob = JobBody & { readonly fingerprint?: string };

const sweepMilliseconds = 3_600_000;

/** Files older than `keep` seconds go, at once and every hour. */
export function createResultFiles(folder: string, keep: number, logger: Logger): ResultFiles {
  const pathOf = (jobId: string, ending = 'json') => join(folder, `${encodeJobId(jobId)}.${ending}`);
  const sweep = () =>
    removeOld(folder, keep).catch((error: unknown) => logger.warn({ error }, 'old results stay'));
  void sweep();
  const sweeping = setInterval(sweep, sweepMilliseconds);
  sweeping.unref();
  return {
    pathOf,
    write: async (result) => {
      const stored = { ...result, result_path: pathOf(result.job_id) };
      await makeFolder(folder);
      // The JSON last: whoever waits for it finds the text beside it.
      if (stored.status === 'completed') await put(pathOf(result.job_id, 'txt'), `${stored.text}\n`);
      await put(stored.result_path, `${JSON.stringify(stored, undefined, 2)}\n`);
      return stored;
    },
    read: async (jobId) => {
      const text = await readFile(pathOf(jobId), 'utf8').catch((thrown: unknown) => {
        if (isNodeError(thrown) && thrown.code === 'ENOENT') return undefined;
        throw thrown;
      });
      if (text === undefined) return undefined;
      const parsed = jobSchema.safeParse(readJson(text));
      if (parsed.success) return parsed.data as StoredJob;
      logger.warn({ path: pathOf(jobId) }, 'this file is no result');
      return undefined;
    },
    remove: async (jobId) => {
      await Promise.all(['json', 'txt'].map((ending) => rm(pathOf(jobId, ending), { force: true })));
    },
    close: () => clearInterval(sweeping),
  };
}

async function put(path: string, content: string): Promise<void> {
  const unfinished = `${path}.${randomUUID().slice(0, 8)}`;
  try {
    await writeFile(unfinished, content, { mode: 0o640 });
    await rename(unfinished, path);
  } catch (thrown) {
    await rm(unfinished, { force: true });
    throw thrown;
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Files of ours only: the folder may be the operator's. */
const ownFile = /^[\w%-]+\.(?:json|txt)(?:\.[\da-f]{8})?$/;

async function removeOld(folder: string, keep: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const oldest = Date.now() - keep * 1000;
  for (const name of names.filter((one) => ownFile.test(one))) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() && found.mtimeMs < oldest) await rm(path, { force: true });
  }
}
