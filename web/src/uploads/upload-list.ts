import { useSyncExternalStore } from 'react';
import type { Hold, Upload } from './upload.ts';

interface UploadList {
  /** In the order in which they were chosen. */
  readonly uploads: readonly Upload[];
  readonly hold: Hold | undefined;
}

let list: UploadList = { uploads: [], hold: undefined };
const listeners = new Set<() => void>();

/** Everything that is being sent from this page. */
export function useUploads(): UploadList {
  return useSyncExternalStore(subscribe, readList);
}

export function readList(): UploadList {
  return list;
}

export function findUpload(key: string): Upload | undefined {
  return list.uploads.find((upload) => upload.key === key);
}

export function appendUploads(added: readonly Upload[]): void {
  publish({ ...list, uploads: [...list.uploads, ...added] });
}

export function updateUpload(key: string, change: Partial<Upload>): void {
  const uploads = list.uploads.map((one) => (one.key === key ? { ...one, ...change } : one));
  publish({ ...list, uploads });
}

export function takeOff(leaves: (upload: Upload) => boolean): void {
  publish({ ...list, uploads: list.uploads.filter((one) => !leaves(one)) });
}

export function holdList(hold: Hold | undefined): void {
  if (list.hold !== hold) publish({ ...list, hold });
}

function publish(next: UploadList): void {
  list = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
