import { ApiFailure } from '../api/api-failure.ts';
import { forgetUpload, type KeptUpload, keepUpload } from './kept-uploads.ts';
import { createPace } from './measure-pace.ts';
import { sendFile } from './send-file.ts';
import type { Hold } from './upload.ts';
import { holdList, readList, updateUpload } from './upload-list.ts';

/** What belongs to an upload beside what is shown of it. */
export interface Job {
  kept: KeptUpload;
  file: File | undefined;
  stop: AbortController;
  /** Refusals in a row of a server that may answer otherwise another time. */
  refusals: number;
  /** How often the server has forgotten what had come, and all began anew. */
  restarts: number;
  /** Bytes that were ever on their way: what is sent a second time is no arrival. */
  furthest?: number;
  movedAt: number;
  /** Told once it has come in. */
  readonly whenSent: (() => void)[];
}

/** More at once would only share the same line. */
const atOnce = 3;
/** Milliseconds after which what stands still is asked for anew: a connection may be gone without a word. */
const standstill = 60_000;
/** Milliseconds between two times that progress is shown. */
const showEvery = 200;
/** Milliseconds until the next try, the longer the more often it failed. */
const waits = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
/** A server that is out of order for so many tries in a row is told of. */
const mostRefusals = 8;

export const jobs = new Map<string, Job>();
let failures = 0;
let waking: ReturnType<typeof setTimeout> | undefined;
let around: Surroundings = {
  sendFile,
  onSignedOut: () => undefined,
  onElsewhere: () => undefined,
  onSent: () => undefined,
};

/** What the queue works with: who sends, who is told that something has come in or the session is over. */
interface Surroundings {
  readonly sendFile: typeof sendFile;
  readonly onSignedOut: () => void;
  /** In another tab the person went to another account: there nothing of this one is taken. */
  readonly onElsewhere: () => void;
  readonly onSent: (key: string) => void;
}

export function setUpQueue(given: Partial<Surroundings>): void {
  around = { ...around, ...given };
}

/** Sends what waits, a few at a time. */
export function startNext(): void {
  const { hold, uploads } = readList();
  if (hold) return;
  const free = atOnce - uploads.filter(({ state }) => state === 'sending').length;
  const next = uploads.filter(({ key, state }) => state === 'waiting' && jobs.has(key));
  for (const { key } of next.slice(0, Math.max(0, free))) void send(key);
}

/** Stops sending one; what arrived stays with the server. */
export function stopSending(key: string): void {
  const job = jobs.get(key);
  if (!job) return;
  job.stop.abort(new DOMException('stopped', 'AbortError'));
  job.stop = new AbortController();
}

/**
 * Keeps everything that waits from being sent: until `releaseQueue`, or, but for a session, until the next try. What is
 * being sent goes on as long as it can.
 */
export function holdQueue(hold: Hold): void {
  holdList(hold);
  clearTimeout(waking);
  if (hold === 'session') return;
  waking = setTimeout(releaseQueue, waits[Math.min(failures, waits.length - 1)]);
  failures += 1;
}

export function releaseQueue(): void {
  clearTimeout(waking);
  holdList(undefined);
  startNext();
}

export function keep(key: string, change: Partial<KeptUpload>): void {
  const job = jobs.get(key);
  if (!job) return;
  job.kept = { ...job.kept, ...change };
  void keepUpload(job.kept);
}

async function send(key: string): Promise<void> {
  const job = jobs.get(key);
  if (!job?.file) return;
  const { signal } = job.stop;
  const measure = createPace();
  let shownAt = 0;
  job.movedAt = Date.now();
  updateUpload(key, { state: 'sending', failure: undefined });
  try {
    const recordingId = await around.sendFile(job.file, {
      owner: job.kept.owner,
      options: job.kept.options,
      address: job.kept.address,
      onAddress: (address) => keep(key, { address }),
      onProgress: (sent) => {
        const now = Date.now();
        const pace = measure(sent, now);
        if (sent > (job.furthest ?? 0)) noticeArrival(job, sent);
        job.movedAt = now;
        if (now - shownAt < showEvery && sent < job.kept.bytes) return;
        shownAt = now;
        if (!signal.aborted) updateUpload(key, { sent, pace });
      },
      signal,
    });
    jobs.delete(key);
    updateUpload(key, { state: 'sent', recordingId, pace: undefined });
    await forgetUpload(key);
    for (const tell of job.whenSent) tell();
    around.onSent(key);
  } catch (thrown) {
    // Whoever stopped it said what it is now.
    if (!signal.aborted) await settleFailure(key, job, thrown as Error);
  }
  startNext();
}

function noticeArrival(job: Job, sent: number): void {
  job.furthest = sent;
  job.refusals = 0;
  failures = 0;
}

async function settleFailure(key: string, job: Job, failure: Error): Promise<void> {
  const waiting = { state: 'waiting', pace: undefined } as const;
  const status = failure instanceof ApiFailure ? failure.status : undefined;
  if (status === 401) {
    updateUpload(key, waiting);
    holdQueue('session');
    around.onSignedOut();
  } else if (failure instanceof ApiFailure && failure.code === 'tenant-other') {
    updateUpload(key, waiting);
    holdQueue('tenant');
    around.onElsewhere();
  } else if (job.kept.address !== undefined && (status === 404 || status === 410)) {
    startAnew(key, job, failure);
  } else if (status === 0 && !(await isReadable(job.file))) {
    job.file = undefined;
    updateUpload(key, { state: 'lost', pace: undefined });
  } else if (status === 0) {
    updateUpload(key, waiting);
    holdQueue('network');
  } else if (status !== undefined && maySoonDo(status) && job.refusals < mostRefusals) {
    job.refusals += 1;
    updateUpload(key, waiting);
    holdQueue(nameHold(failure));
  } else updateUpload(key, { state: 'failed', failure, pace: undefined });
}

const nameHold = (failure: Error): Hold =>
  failure instanceof ApiFailure && failure.code === 'disk-full' ? 'full' : 'server';

/** The server knows nothing of what had come: from the beginning, but not for ever. */
function startAnew(key: string, job: Job, failure: Error): void {
  if (job.restarts >= mostRefusals) {
    updateUpload(key, { state: 'failed', failure, pace: undefined });
    return;
  }
  const { address: _gone, ...kept } = job.kept;
  job.kept = kept;
  job.restarts += 1;
  job.furthest = 0;
  void keepUpload(kept);
  updateUpload(key, { state: 'waiting', pace: undefined, sent: 0 });
  holdQueue('server');
}

/** Whether the same may go well another time; 409 and 423 are of an earlier connection that is not over yet. */
export const maySoonDo = (status: number): boolean =>
  [0, 408, 409, 423, 425, 429].includes(status) || status >= 500;

/** A file that was moved, changed or deleted meanwhile looks like a broken connection. */
async function isReadable(file: File | undefined): Promise<boolean> {
  const first = file?.slice(0, 1).arrayBuffer();
  return first
    ? first.then(
        () => true,
        () => false,
      )
    : false;
}

/** Puts one that is being sent back among those that wait. */
function putBack(key: string): void {
  stopSending(key);
  updateUpload(key, { state: 'waiting', pace: undefined });
}

globalThis.addEventListener?.('online', () => {
  if (readList().hold === 'network') releaseQueue();
});
globalThis.addEventListener?.('offline', () => {
  const { uploads } = readList();
  for (const { key, state } of uploads) if (state === 'sending') putBack(key);
  if (uploads.some(({ state }) => state === 'sending' || state === 'waiting')) holdQueue('network');
});

globalThis.setInterval?.(() => {
  const now = Date.now();
  for (const { bytes, key, sent, state } of readList().uploads) {
    const job = jobs.get(key);
    if (state !== 'sending' || !job || sent >= bytes || now - job.movedAt < standstill) continue;
    putBack(key);
    holdQueue('network');
  }
}, 10_000);
