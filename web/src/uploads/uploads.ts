import { createKey } from '../keeping/create-key.ts';
import { tab } from '../keeping/tabs.ts';
import { forgetUpload, isFileKept, type KeptUpload, keepFile, keepUpload } from './kept-uploads.ts';
import { isAside } from './put-aside.ts';
import { type Job, jobs, keep, maySoonDo, releaseQueue, startNext, stopSending } from './queue.ts';
import { dropUpload } from './send-file.ts';
import { readSendingOptions, type SendingOptions, writeOptions } from './sending-options.ts';
import { isOpen, type Upload } from './upload.ts';
import { appendUploads, findUpload, readList, takeOff, updateUpload } from './upload-list.ts';
import { readUploader } from './uploader.ts';

/** Milliseconds for which files that have been sent are still told of, once all went well. */
const shownAfterwards = 8_000;

/** Signs that make a name read backwards: `gpj.wav` that looks like `vaw.jpg`. */
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

let tidying: ReturnType<typeof setTimeout> | undefined;

/**
 * Sends files, with the options that the person chose last. Resolves when they will survive the end of the page,
 * but for those that are too large for this browser. `onSafe` is called once none of them is needed any more from where
 * it came: each has its copy here, or has come in. Where that never is, it is never called.
 */
export async function addFiles(files: readonly File[], onSafe: () => void = () => undefined): Promise<void> {
  const owner = readUploader();
  if (owner === undefined) return;
  const { fresh, known } = takeUpKnown(files);
  const added = createUploads(owner, fresh);
  const noteSafe = countDown([...known, ...added.map(({ kept }) => kept.key)], onSafe);
  clearTimeout(tidying);
  appendUploads(added.map(({ kept }) => toUpload(kept, 'waiting')));
  startNext();
  const copies = added.map(async ({ file, kept: { key }, kept }) => {
    // Only what is still to come is worth a copy.
    const isWanted = () => jobs.has(key) || isAside(key);
    if ((await keepUpload(kept)) && (await keepFile(key, file, isWanted))) noteSafe(key);
  });
  const copiesBefore = known.map(async (key) => {
    if (await isFileKept(key)) noteSafe(key);
  });
  await Promise.all([...copies, ...copiesBefore]);
}

/** Sorts out what is on the list: dropped twice by mistake, or, where the browser had lost it, chosen again. */
function takeUpKnown(files: readonly File[]): { fresh: File[]; known: string[] } {
  const listed = listKnown();
  const fresh: File[] = [];
  const known: string[] = [];
  for (const file of files) {
    const key = listed.get(fingerprint(file.name, file.size, file.lastModified));
    if (key === undefined) fresh.push(file);
    else known.push(key);
    if (key !== undefined && findUpload(key)?.state === 'lost') chooseAgain(key, file);
  }
  return { fresh, known };
}

function createUploads(owner: string, files: readonly File[]): { kept: KeptUpload; file: File }[] {
  const options = writeOptions(readSendingOptions());
  return files.map((file, place) => {
    const kept: KeptUpload = {
      ...{ key: createKey(), owner, tab, options, paused: false },
      ...{
        name: file.name,
        bytes: file.size,
        modified: file.lastModified,
        addedAt: Date.now() + place / 1000,
      },
    };
    jobs.set(kept.key, createJob(kept, file));
    return { kept, file };
  });
}

/** Calls `onSafe` after the last of these is noted; one that has come in notes itself. */
function countDown(keys: readonly string[], onSafe: () => void): (key: string) => void {
  const left = new Set(keys);
  const note = (key: string) => {
    if (left.delete(key) && left.size === 0) onSafe();
  };
  if (left.size === 0) onSafe();
  for (const key of left) jobs.get(key)?.whenSent.push(() => note(key));
  return note;
}

export function createJob(kept: KeptUpload, file: File | undefined): Job {
  return { kept, file, stop: new AbortController(), refusals: 0, restarts: 0, movedAt: 0, whenSent: [] };
}

export function toUpload({ bytes, key, name }: KeptUpload, state: Upload['state']): Upload {
  return { key, name: name.replaceAll(turning, ''), bytes, sent: 0, state };
}

/** A file that was lost is there again. False when it is another one. */
export function chooseAgain(key: string, file: File): boolean {
  const job = jobs.get(key);
  if (!job || file.size !== job.kept.bytes || file.name !== job.kept.name) return false;
  job.file = file;
  updateUpload(key, { state: 'waiting' });
  startNext();
  void keepFile(key, file, () => jobs.has(key) || isAside(key));
  return true;
}

export function pauseUpload(key: string): void {
  const { state } = findUpload(key) ?? {};
  if (state !== 'sending' && state !== 'waiting') return;
  stopSending(key);
  keep(key, { paused: true });
  updateUpload(key, { state: 'paused', pace: undefined });
  startNext();
}

/** Goes on with what was paused, at once also where the queue waits for a network. */
export function resumeUpload(key: string): void {
  if (findUpload(key)?.state !== 'paused') return;
  keep(key, { paused: false });
  updateUpload(key, { state: 'waiting' });
  wakeQueue();
}

export function pauseAll(): void {
  for (const { key, state } of [...readList().uploads].reverse())
    if (state === 'waiting' || state === 'sending') pauseUpload(key);
}

export function resumeAll(): void {
  for (const { key, state } of readList().uploads) if (state === 'paused') resumeUpload(key);
}

/** Sends what was refused once more. */
export function retryUpload(key: string): void {
  const job = jobs.get(key);
  if (!job) return;
  job.refusals = 0;
  job.restarts = 0;
  updateUpload(key, { state: 'waiting', failure: undefined });
  wakeQueue();
}

/** Whether the same may go well another time. */
export function mayRetry({ failure }: Upload): boolean {
  const status = failure && 'status' in failure ? Number(failure.status) : 0;
  return maySoonDo(status);
}

/** Takes an upload off the list, and gives up what has not come yet. */
export function removeUpload(key: string): void {
  const address = jobs.get(key)?.kept.address;
  stopSending(key);
  const open = jobs.delete(key);
  takeOff((one) => one.key === key);
  void forgetUpload(key);
  // What nobody gives up is over a day later.
  if (open && address) void dropUpload(address).catch(() => undefined);
  startNext();
}

/** Takes those off the list that have come, or never will. */
export function removeEnded(): void {
  for (const { key, state } of readList().uploads)
    if (state === 'sent' || state === 'failed') removeUpload(key);
}

/** What went well is seen in the list of recordings: it needs nobody to tidy it away. */
export function tidyLater(): void {
  clearTimeout(tidying);
  tidying = setTimeout(() => {
    if (readList().uploads.every(({ state }) => state === 'sent')) takeOff(() => true);
  }, shownAfterwards);
}

/** Options for all that has not begun yet. */
export function changeWaiting(options: SendingOptions): void {
  for (const { key, state } of readList().uploads) {
    const kept = jobs.get(key)?.kept;
    if (kept && kept.address === undefined && (state === 'waiting' || state === 'paused'))
      keep(key, { options: writeOptions(options) });
  }
}

function wakeQueue(): void {
  if (readList().hold === 'session') return;
  releaseQueue();
}

/** Everything that is still to come, by the file that it is. */
function listKnown(): ReadonlyMap<string, string> {
  const open = readList().uploads.filter((upload) => isOpen(upload) || upload.state === 'lost');
  return new Map(
    open.flatMap(({ key }): [string, string][] => {
      const kept = jobs.get(key)?.kept;
      return kept ? [[fingerprint(kept.name, kept.bytes, kept.modified), key]] : [];
    }),
  );
}

const fingerprint = (name: string, bytes: number, modified: number): string => `${bytes} ${modified} ${name}`;

// Leaving the page in the middle asks first.
globalThis.addEventListener?.('beforeunload', (event) => {
  if (readList().uploads.some(({ state }) => state === 'waiting' || state === 'sending'))
    event.preventDefault();
});
