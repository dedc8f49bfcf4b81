import { inStore } from '../keeping/database.ts';
import { discardTake, forgetTakes, readTakes } from '../microphone/take-list.ts';
import { forgetUpload, forgetUploads, listKeptUploads } from './kept-uploads.ts';
import { forgetAside } from './put-aside.ts';
import { jobs, stopSending } from './queue.ts';
import { forgetExpectedWords } from './sending-options.ts';
import { isOpen } from './upload.ts';
import { readList, takeOff } from './upload-list.ts';
import { becomeUploader, readUploader } from './uploader.ts';
import { removeUpload } from './uploads.ts';

/** Whether signing out would cost something that was not sent yet. */
export function isSomethingUnsent(): boolean {
  return (
    readTakes().length > 0 || readList().uploads.some((upload) => isOpen(upload) || upload.state === 'lost')
  );
}

/** Gives up all that was not sent yet, for nobody comes back to this account; what waits for others of theirs stays. */
export async function leaveNothingHere(): Promise<void> {
  const owner = readUploader();
  for (const { key } of readList().uploads) removeUpload(key);
  for (const { id } of readTakes()) await discardTake(id);
  if (owner) for (const { key } of await listKeptUploads(owner)) await forgetUpload(key);
}

/** Stops everything, and forgets what this browser kept of a person: whoever signs out leaves nothing behind. */
export async function leaveNothing(person: string): Promise<void> {
  for (const { key } of readList().uploads) {
    stopSending(key);
    jobs.delete(key);
    await forgetUpload(key);
  }
  takeOff(() => true);
  forgetAside();
  becomeUploader(undefined);
  forgetExpectedWords();
  await forgetUploads(person);
  await forgetTakes(person);
  await inStore('parcels', 'readwrite', (store) => store.clear()).catch(() => undefined);
}
