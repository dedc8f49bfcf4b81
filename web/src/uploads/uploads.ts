import { createKey } from '../keeping/create-key.ts';
import { tab } from '../keeping/tabs.ts';
import { forgetUpload, type KeptUpload, keepFile, keepUpload } from './kept-uploads.ts';
import { type Job, jobs, keep, maySoonDo, releaseQueue, startNext, stopSending } from './queue.ts';
import { dropUpload } from './send-file.ts';
import { readSendingOptions, type SendingOptions, writeOptions } from './sending-options.ts';
import { isOpen, type Upload } from './upload.ts';
import { appendUploads, findUpload, readList, takeOff, updateUpload } from './upload-list.ts';
import { readUploader } from './uploader.ts';

/** Milliseconds for which files that have been sent are still told of, once all went well. */
const shownAfterwards = 8_000;

let tidying: ReturnType<typeof setTimeout> | undefined;

/**
 * Sends files, with the options that the person chose last. Resolves when they will survive the end of the page, with
 * the keys of those that will: large ones may not.
 */
export async function addFiles(files: readonly File[]): Promise<ReadonlySet<string>> {
  const owner = readUploader();
  if (owner === undefined) return new Set();
  const options = writeOptions(readSendingOptions());
  const fresh = files.filter((file) => !isUnderWay(file) && !findLost(file, owner));
  for (const file of files) {
    const lost = findLost(file, owner);
    if (lost) chooseAgain(lost, file);
  }
  const added = fresh.map((file, place) => {
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
  clearTimeout(tidying);
  appendUploads(added.map(({ kept }) => toUpload(kept, 'waiting')));
  startNext();
  const keeping = added.map(async ({ file, kept: { key } }) => {
    // Only what is still to come is worth a copy.
    const wanted = () => jobs.has(key);
    const { kept } = jobs.get(key) ?? {};
    if (kept) await keepUpload(kept);
    return (await keepFile(key, file, wanted)) || !wanted() ? key : undefined;
  });
  return new Set((await Promise.all(keeping)).filter((key) => key !== undefined));
}

export function createJob(kept: KeptUpload, file: File | undefined): Job {
  return { kept, file, stop: new AbortController(), refusals: 0, movedAt: 0 };
}

export function toUpload({ bytes, key, name }: KeptUpload, state: Upload['state']): Upload {
  return { key, name, bytes, sent: 0, state };
}

/** A file that was lost is there again. False when it is another one. */
export function chooseAgain(key: string, file: File): boolean {
  const job = jobs.get(key);
  if (!job || file.size !== job.kept.bytes || file.name !== job.kept.name) return false;
  job.file = file;
  updateUpload(key, { state: 'waiting' });
  startNext();
  void keepFile(key, file, () => jobs.has(key));
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

export function removeAll(): void {
  for (const { key } of readList().uploads) removeUpload(key);
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

function findLost({ lastModified, name, size }: File, owner: string): string | undefined {
  return readList().uploads.find(({ key, state }) => {
    const kept = jobs.get(key)?.kept;
    return (
      state === 'lost' &&
      kept?.owner === owner &&
      kept.name === name &&
      kept.bytes === size &&
      kept.modified === lastModified
    );
  })?.key;
}

/** Dropped twice by mistake: the first is still on its way. */
function isUnderWay({ lastModified, name, size }: File): boolean {
  return readList().uploads.some((upload) => {
    const kept = jobs.get(upload.key)?.kept;
    return isOpen(upload) && kept?.name === name && kept.bytes === size && kept.modified === lastModified;
  });
}

// Leaving the page in the middle asks first.
globalThis.addEventListener?.('beforeunload', (event) => {
  if (readList().uploads.some(({ state }) => state === 'waiting' || state === 'sending'))
    event.preventDefault();
});
