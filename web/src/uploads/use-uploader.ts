import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { authState } from '../identity/auth-state.ts';
import { useWho, type Who } from '../identity/use-who.ts';
import { tab, whenGone } from '../keeping/tabs.ts';
import { tell } from '../layout/tell.ts';
import { useTexts } from '../texts/use-texts.ts';
import { forgetUpload, type KeptUpload, keepUpload, listKeptUploads, readFile } from './kept-uploads.ts';
import { putAside, takeBack } from './put-aside.ts';
import { holdQueue, jobs, releaseQueue, setUpQueue, startNext, stopSending } from './queue.ts';
import { lookAtUpload, toFailure } from './send-file.ts';
import { loadSendingOptions } from './sending-options.ts';
import { isOpen } from './upload.ts';
import { appendUploads, findUpload, readList, takeOff, updateUpload } from './upload-list.ts';
import { becomeUploader, nameOwner, readUploader } from './uploader.ts';
import { createJob, tidyLater, toUpload } from './uploads.ts';

/**
 * Sends for whoever is signed in, and goes on with what they left unfinished at this browser. While nobody is, because
 * the session is over, everything waits for them; another person, or the same in another account, does not see it.
 */
export function useUploader(who: Who | undefined): void {
  const text = useTexts();
  const queries = useQueryClient();
  const person = who?.user.id;
  const owner = who && nameOwner(who);
  const isPresent = useWho() !== undefined;
  useEffect(() => {
    setUpQueue({
      onSignedOut: () => void holdUnlessGone(queries),
      onElsewhere: () => void queries.invalidateQueries({ queryKey: authState.queryKey }),
      onSent: tidyLater,
    });
  }, [queries]);
  useEffect(() => {
    if (!owner || !person) return;
    const before = readUploader();
    const count = before === owner ? 0 : putAway();
    if (count > 0 && before?.startsWith(`${person}:`)) tell(text('web-uploads-aside', { count }));
    becomeUploader(owner);
    loadSendingOptions(person);
    void takeUp(owner);
  }, [owner, person, text]);
  useEffect(() => {
    if (isPresent && readList().hold === 'session') releaseQueue();
  }, [isPresent]);
}

/** A session that is over is noticed by the whole page; who signed in again meanwhile, elsewhere, is there. */
async function holdUnlessGone(queries: QueryClient): Promise<void> {
  const state = await queries.fetchQuery({ ...authState, staleTime: 0 }).catch(() => undefined);
  if (state === undefined || state.signed_in) holdQueue('server');
}

/** Those of somebody else are no longer this page's; they stay kept for their owner. Gives how many were to come. */
function putAway(): number {
  const { uploads } = readList();
  for (const { key } of uploads) {
    const file = jobs.get(key)?.file;
    if (file) putAside(key, file);
    stopSending(key);
    jobs.delete(key);
  }
  takeOff(() => true);
  if (readList().hold === 'tenant') releaseQueue();
  return uploads.filter((upload) => isOpen(upload) || upload.state === 'lost').length;
}

async function takeUp(owner: string): Promise<void> {
  const left = await listKeptUploads(owner);
  for (const other of new Set(left.map((one) => one.tab)))
    whenGone(other, async () => {
      for (const kept of await listKeptUploads(owner)) if (kept.tab === other) await adopt(kept);
    });
}

/** Goes on with an upload of a page that was closed. */
async function adopt(before: KeptUpload): Promise<void> {
  const { key } = before;
  if (readUploader() !== before.owner || findUpload(key)) return;
  const kept = { ...before, tab };
  await keepUpload(kept);
  const file = takeBack(key) ?? (await readFile(kept));
  if (readUploader() !== before.owner || findUpload(key)) return;
  jobs.set(key, createJob(kept, file));
  appendUploads([toUpload(kept, file ? (kept.paused ? 'paused' : 'waiting') : 'lost')]);
  startNext();
  if (kept.address !== undefined) await showArrived(kept, kept.address);
  else if (!file) dismiss(key);
}

/** How far it had come, as the server knows. */
async function showArrived({ key, owner }: KeptUpload, address: string): Promise<void> {
  const found = await lookAtUpload(address, owner).catch((error: Error) => error);
  const { state } = findUpload(key) ?? {};
  if (state === undefined || state === 'sending' || state === 'sent') return;
  if (found instanceof Error) {
    // Without the file and without what had come there is nothing to go on with.
    if (state === 'lost' && 'status' in found && [404, 410].includes(Number(found.status))) dismiss(key);
    return;
  }
  if (found.state === 'taken') dismiss(key);
  else if (found.error) updateUpload(key, { state: 'failed', failure: toFailure(found.error) });
  else updateUpload(key, { sent: found.received });
}

function dismiss(key: string): void {
  stopSending(key);
  jobs.delete(key);
  takeOff((one) => one.key === key);
  void forgetUpload(key);
}
