import { createWriteStream } from 'node:fs';
import { readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { EfirError, isNodeError, toEfirError } from '../core/errors.ts';
import { sleep } from '../core/time.ts';

export interface Download {
  readonly model: string;
  readonly url: string;
  /** Where the whole file will stand; until then `<path>.part`, beside it `<path>.part.version`. */
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes that are there, those of earlier runs included. */
  readonly onBytes: (bytes: number) => void;
}

/** Tries in a row that bring nothing new before it is given up. */
const tries = 5;
/** The same for a server that was never reached: without a network, something else is to be done soon. */
const triesUnreached = 2;
const firstPauseMilliseconds = 500;
/** A connection that brings nothing for this long is cut and made anew. */
const stallMilliseconds = 30_000;

/**
 * Downloads one file, going on where an earlier run was cut as long as the server still has the same version.
 * A file that is there already is left as it is. Rejects with `model-download-failed` {model, detail}, `disk-full`.
 */
export async function downloadFile(download: Download): Promise<void> {
  if ((await sizeOf(download.path)) !== undefined) return;
  const part = `${download.path}.part`;
  await fetchWithRetries(download, part).catch((thrown: unknown) => {
    throw toDownloadError(download, thrown);
  });
  await rename(part, download.path);
  await rm(versionPath(part), { force: true });
}

async function fetchWithRetries(download: Download, part: string): Promise<void> {
  let reached = false;
  const onBytes = (bytes: number) => {
    reached = true;
    download.onBytes(bytes);
  };
  for (let failures = 0; ; ) {
    const before = (await sizeOf(part)) ?? 0;
    try {
      return await fetchRest({ ...download, onBytes }, part);
    } catch (thrown) {
      if (download.signal?.aborted) throw thrown;
      failures = ((await sizeOf(part)) ?? 0) > before ? 1 : failures + 1;
      if (failures >= countTries(thrown, reached)) throw thrown;
      await sleep(firstPauseMilliseconds * 2 ** (failures - 1), download.signal);
    }
  }
}

function countTries(thrown: unknown, reached: boolean): number {
  if (thrown instanceof FinalAnswer || toEfirError(thrown).code === 'disk-full') return 0;
  return isUnreachable(thrown) && !reached ? triesUnreached : tries;
}

/** An answer that will be the same next time. */
class FinalAnswer extends Error {}

async function fetchRest(download: Download, part: string): Promise<void> {
  const have = (await sizeOf(part)) ?? 0;
  const version = await readFile(versionPath(part), 'utf8').catch(() => '');
  const resume = have > 0 && version !== '';
  const stalled = new AbortController();
  const signal = AbortSignal.any([stalled.signal, ...(download.signal ? [download.signal] : [])]);
  const timer = setTimeout(() => stalled.abort(new Error('the server went silent')), stallMilliseconds);
  try {
    const response = await fetch(download.url, {
      signal,
      // Compressed on the way, a range would count other bytes.
      headers: {
        'accept-encoding': 'identity',
        ...(resume ? { range: `bytes=${have}-`, 'if-range': version } : {}),
      },
    });
    const { start, total } = readPlace(response, have);
    await checkSpace(part, total - start);
    await writeFile(versionPath(part), readVersion(response));
    await writeBody(response, part, start, signal, (bytes) => {
      timer.refresh();
      download.onBytes(bytes);
    });
    const size = await sizeOf(part);
    if (!Number.isNaN(total) && size !== total) throw new Error(`${size} of ${total} bytes came`);
  } finally {
    clearTimeout(timer);
  }
}

/** Where the body belongs in the file, and how long the whole is (NaN: the server does not say). */
function readPlace(response: Response, have: number): { start: number; total: number } {
  const { status } = response;
  if (status === 200)
    return { start: 0, total: Number(response.headers.get('content-length') ?? Number.NaN) };
  if (status === 206) {
    const [, first, total] =
      /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get('content-range') ?? '') ?? [];
    if (Number(first) !== have) throw new FinalAnswer('the server answered with another range than asked');
    return { start: have, total: Number(total) };
  }
  const answer = `the server answered ${status} ${response.statusText}`.trim();
  throw status >= 500 || status === 429 || status === 408 ? new Error(answer) : new FinalAnswer(answer);
}

/** A strong validator of the version that is being sent; without one the file cannot be resumed safely. */
function readVersion(response: Response): string {
  const etag = response.headers.get('etag') ?? '';
  return etag.startsWith('"') ? etag : (response.headers.get('last-modified') ?? '');
}

async function checkSpace(part: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(part));
  if (needed > bavail * bsize) throw new EfirError('disk-full', { path: dirname(part) });
}

async function writeBody(
  response: Response,
  part: string,
  start: number,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<void> {
  if (!response.body) throw new Error('the server sent no body');
  let bytes = start;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      onBytes(bytes);
      done(null, chunk);
    },
  });
  const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
  await pipeline(body, count, createWriteStream(part, { flags: start > 0 ? 'a' : 'w' }), { signal });
}

function isUnreachable(thrown: unknown): boolean {
  const cause = findRootCause(thrown);
  return isNodeError(cause) && unreachableCodes.has(cause.code ?? '');
}

const unreachableCodes = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function toDownloadError({ model, url, signal }: Download, thrown: unknown): EfirError {
  const error = toEfirError(thrown);
  if (signal?.aborted) return new EfirError('cancelled', {}, { cause: thrown });
  if (error.code === 'disk-full') return error;
  return new EfirError('model-download-failed', { model, detail: tellCause(thrown, url) }, { cause: thrown });
}

/** `fetch failed` says nothing; its causes do. */
function tellCause(thrown: unknown, url: string): string {
  if (thrown instanceof FinalAnswer) return `${thrown.message} (${url})`;
  const cause = findRootCause(thrown);
  const { host } = new URL(url);
  const code = isNodeError(cause) ? (cause.code ?? '') : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `${host} is not found (${code})`;
  if (unreachableCodes.has(code)) return `${host} cannot be reached (${code})`;
  return `${cause instanceof Error ? cause.message || cause.name : String(cause)} (${host})`;
}

function findRootCause(thrown: unknown): unknown {
  let cause = thrown;
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  return cause;
}

function versionPath(part: string): string {
  return `${part}.version`;
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    (found) => found.size,
    () => undefined,
  );
}
