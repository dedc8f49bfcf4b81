import { useSyncExternalStore } from 'react';
import { ApiFailure } from '../api/api-failure.ts';
import { sendFile } from './send-file.ts';

/** A file on its way in. */
export interface Upload {
  readonly key: number;
  readonly name: string;
  readonly bytes: number;
  /** Bytes. */
  readonly sent: number;
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed';
  readonly failure?: Error;
  /** Once it is there. */
  readonly recordingId?: string;
}

interface Job {
  readonly file: File;
  stop: AbortController;
}

/** Milliseconds for which a file that has been sent is still told of. */
const shownAfterwards = 6_000;
/** More at once would only share the same line. */
const atOnce = 3;

let uploads: readonly Upload[] = [];
let lastKey = 0;
const jobs = new Map<number, Job>();
const listeners = new Set<() => void>();

/** Everything that is being sent from this page, in the order in which it was chosen. */
export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(subscribe, () => uploads);
}

export function addFiles(files: readonly File[]): void {
  const added = files.map((file): Upload => {
    lastKey += 1;
    jobs.set(lastKey, { file, stop: new AbortController() });
    return { key: lastKey, name: file.name, bytes: file.size, sent: 0, state: 'waiting' };
  });
  publish([...uploads, ...added]);
  startNext();
}

/** Stops an upload, or takes one that has ended off the list. */
export function removeUpload(key: number): void {
  jobs.get(key)?.stop.abort(new DOMException('cancelled', 'AbortError'));
  jobs.delete(key);
  publish(uploads.filter((one) => one.key !== key));
  startNext();
}

export function retryUpload(key: number): void {
  const job = jobs.get(key);
  if (!job) return;
  job.stop = new AbortController();
  update(key, { state: 'waiting', sent: 0 });
  startNext();
}

/** Whether the same may go well another time. */
export function mayRetry({ failure }: Upload): boolean {
  return (
    !(failure instanceof ApiFailure) ||
    failure.status === 0 ||
    failure.status === 429 ||
    failure.status >= 500
  );
}

export function removeEnded(): void {
  publish(uploads.filter((one) => one.state === 'waiting' || one.state === 'sending'));
}

/** Stops everything: whoever signs out leaves nothing on its way. */
export function stopUploads(): void {
  for (const { key } of uploads) removeUpload(key);
}

function startNext(): void {
  const free = atOnce - uploads.filter((one) => one.state === 'sending').length;
  const next = uploads.filter((one) => one.state === 'waiting').slice(0, Math.max(0, free));
  for (const { key } of next) void send(key);
}

async function send(key: number): Promise<void> {
  const job = jobs.get(key);
  if (!job) return;
  update(key, { state: 'sending' });
  const { signal } = job.stop;
  try {
    const recordingId = await sendFile(job.file, { onProgress: (sent) => update(key, { sent }), signal });
    jobs.delete(key);
    update(key, { state: 'sent', recordingId });
    // What went well is seen in the list: it needs nobody to tidy it away.
    setTimeout(() => removeUpload(key), shownAfterwards);
  } catch (thrown) {
    if (!signal.aborted) update(key, { state: 'failed', failure: thrown as Error });
  }
  startNext();
}

function update(key: number, change: Partial<Upload>): void {
  publish(uploads.map((one) => (one.key === key ? { ...one, ...change } : one)));
}

function publish(next: readonly Upload[]): void {
  uploads = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// Leaving the page in the middle asks first.
globalThis.addEventListener?.('beforeunload', (event) => {
  if (uploads.some((one) => one.state === 'waiting' || one.state === 'sending')) event.preventDefault();
});
