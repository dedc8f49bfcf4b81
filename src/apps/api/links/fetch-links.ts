import { basename } from 'node:path/posix';
import { Readable } from 'node:stream';
import { toEfirError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/logger.ts';
import { sleep } from '../../../core/time.ts';
import type { Database } from '../../../db/database.ts';
import {
  type ClaimedLink,
  claimLinks,
  failLink,
  fillRecording,
  putOffLink,
  type RecordingPorts,
  renewLink,
} from '../../../domain/media/index.ts';
import type { WebClient } from '../../../ports/web-client.ts';
import { cleanFileName } from '../../upload/file-name.ts';
import { createWaker } from '../../waker.ts';
import { judgeLink } from './judge-link.ts';

export interface FetchContext extends RecordingPorts {
  readonly database: Database;
  readonly web: WebClient;
  readonly maxFileSize: number;
  readonly logger: Logger;
}

/** Downloads at once, in one process. */
const atOnce = 4;
/** Seconds that a claim holds; milliseconds between two renewals: lists are told how much has come, and an end of the wish is noticed. */
const lease = 15;
const renewal = 2_000;
/** Milliseconds until due links are looked for although nobody gave a hint. */
const pollMilliseconds = 2_000;

/** Fetches recordings that were made for links, for all tenants. */
export function fetchLinks(context: FetchContext): { close(): Promise<void> } {
  const { database, logger } = context;
  const closing = new AbortController();
  const waker = createWaker();
  const hints = database.hints.listen('tasks', () => waker.wake());
  const underWay = new Set<Promise<void>>();

  function begin(link: ClaimedLink): void {
    const fetching = fetchOne(context, link, closing.signal)
      .catch((error: unknown) => {
        logger.warn({ error, recording_id: link.recordingId }, 'a linked recording could not be fetched');
      })
      .finally(() => {
        underWay.delete(fetching);
        waker.wake();
      });
    underWay.add(fetching);
  }

  async function work(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        const limit = atOnce - underWay.size;
        for (const link of limit > 0 ? await claimLinks(database, { limit, lease }) : []) begin(link);
      } catch (error) {
        logger.warn({ error }, 'links could not be claimed; trying again');
      }
      await waker.wait(pollMilliseconds, closing.signal);
      // In a crowd of hints one look is enough for many.
      await sleep(200, closing.signal).catch(() => {});
    }
    await Promise.all(underWay);
  }
  const working = work();
  return {
    async close() {
      closing.abort();
      hints.close();
      await working;
    },
  };
}

async function fetchOne(context: FetchContext, link: ClaimedLink, closing: AbortSignal): Promise<void> {
  const { database, logger, maxFileSize, web } = context;
  const unwanted = new AbortController();
  const signal = AbortSignal.any([closing, unwanted.signal]);
  const got: { bytes: number; announced?: number | undefined; fileName?: string | undefined } = { bytes: 0 };
  const renewing = setInterval(() => {
    renewLink(database, link, { lease, bytes: got.bytes, announced: got.announced }).then(
      (held) => held || unwanted.abort(),
      () => {},
    );
  }, renewal);
  try {
    const content = await web.download(link.url, {
      mostBytes: maxFileSize,
      signal,
      onHead: ({ bytes, fileName, url }) => {
        got.announced = bytes;
        got.fileName = fileName ?? nameOfAddress(url);
      },
    });
    const counted = Readable.from(count(content, got), { objectMode: false });
    const fileName = () => (got.fileName === undefined ? undefined : cleanFileName(got.fileName));
    await fillRecording(database, context, link, {
      content: counted,
      maxBytes: maxFileSize,
      fileName,
      signal,
    }).finally(() => counted.destroy());
    logger.info({ recording_id: link.recordingId, bytes: got.bytes }, 'linked recording taken in');
  } catch (thrown) {
    // Stopped meanwhile, or somebody else was first.
    if (unwanted.signal.aborted || (!closing.aborted && toEfirError(thrown).code === 'cancelled')) return;
    const fate = closing.aborted
      ? ({ fate: 'again', seconds: 0, counts: false } as const)
      : judgeLink(thrown, link.tries);
    logger.info(
      { recording_id: link.recordingId, error: thrown, fate: fate.fate },
      'a linked recording did not arrive',
    );
    if (fate.fate === 'failed') await failLink(database, link, fate.error);
    else await putOffLink(database, link, fate);
  } finally {
    clearInterval(renewing);
  }
}

async function* count(content: Readable, got: { bytes: number }): AsyncGenerator<Buffer, void, void> {
  for await (const chunk of content as AsyncIterable<Buffer>) {
    got.bytes += chunk.byteLength;
    yield chunk;
  }
}

/** The last part of an address, as a name; undefined where there is none that could be one. */
export function nameOfAddress(url: string): string | undefined {
  const path = URL.parse(url)?.pathname ?? '';
  const last = basename(path);
  if (last === '') return undefined;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
