import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyStores } from '../../../test/support/kept-in-memory.ts';
import { ApiFailure } from '../api/api-failure.ts';
import { jobs, releaseQueue, setUpQueue } from './queue.ts';
import type { sendFile } from './send-file.ts';
import { findUpload, readList, takeOff } from './upload-list.ts';
import { becomeUploader } from './uploader.ts';
import { addFiles } from './uploads.ts';

let isStillThere: () => Promise<boolean>;
/** Where each try went on, undefined where it began anew. */
let tried: (string | undefined)[];

beforeEach(() => {
  // Pauses last until a test ends them.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  emptyStores();
  jobs.clear();
  takeOff(() => true);
  releaseQueue();
  tried = [];
  becomeUploader('anna:tenant');
  setUpQueue({ sendFile: forget, isStillThere: () => isStillThere() });
});
afterEach(() => void vi.useRealTimers());

test('what the server has forgotten begins anew, after a pause, and not for ever', async () => {
  isStillThere = async () => true;
  const key = await begin();
  expect(tried).toHaveLength(1);
  for (let tries = 2; tries <= 9; tries += 1) {
    expect(readList().hold).toBe('server');
    expect(findUpload(key)).toMatchObject({ state: 'waiting', sent: 0 });
    releaseQueue();
    await vi.waitFor(() => expect(tried).toHaveLength(tries));
    await vi.waitFor(() => expect(findUpload(key)?.state).not.toBe('sending'));
  }
  expect(tried.every((address) => address === undefined)).toBe(true);
  expect(findUpload(key)).toMatchObject({ state: 'failed', failure: { status: 404 } });
});

test('in another account nothing is begun: where it goes on is kept', async () => {
  isStillThere = async () => false;
  const key = await begin();
  expect(jobs.get(key)?.kept.address).toBe('/v1/uploads/one');
  expect(readList().hold).toBe('server');
  releaseQueue();
  await vi.waitFor(() => expect(tried).toEqual([undefined, '/v1/uploads/one']));
});

test('whose session it is has to be known before anything is begun anew', async () => {
  isStillThere = () => Promise.reject(new ApiFailure({ code: 'offline' }));
  const key = await begin();
  expect(jobs.get(key)?.kept.address).toBe('/v1/uploads/one');
  expect(readList().hold).toBe('network');
});

async function begin(): Promise<string> {
  await addFiles([new File(['sound'], 'talk.wav')]);
  const key = readList().uploads[0]?.key ?? '';
  await vi.waitFor(() => expect(findUpload(key)?.state).toBe('waiting'));
  await vi.waitFor(() => expect(readList().hold).toBeDefined());
  return key;
}

/** A server that forgets everything at once. */
const forget: typeof sendFile = async (_file, { address, onAddress, onProgress }) => {
  tried.push(address);
  if (address === undefined) onAddress('/v1/uploads/one');
  onProgress(1);
  throw new ApiFailure({ code: 'not-found', status: 404 });
};
