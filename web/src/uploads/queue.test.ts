import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyStores } from '../../../test/support/kept-in-memory.ts';
import { ApiFailure } from '../api/api-failure.ts';
import { jobs, releaseQueue, setUpQueue } from './queue.ts';
import type { sendFile } from './send-file.ts';
import { findUpload, readList, takeOff } from './upload-list.ts';
import { becomeUploader } from './uploader.ts';
import { addFiles } from './uploads.ts';

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
  setUpQueue({ sendFile: forget, onElsewhere: () => undefined });
});
afterEach(() => void vi.useRealTimers());

test('what the server has forgotten begins anew, after a pause, and not for ever', async () => {
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

test('a server whose disk is full is told of, however much is sent to it again', async () => {
  setUpQueue({
    sendFile: async (_file, { address, onAddress, onProgress }) => {
      tried.push(address);
      onAddress('/v1/uploads/one');
      onProgress(2);
      onProgress(5);
      throw new ApiFailure({ code: 'disk-full', status: 507 });
    },
  });
  const key = await begin();
  for (let tries = 2; tries <= 9; tries += 1) {
    expect(readList().hold).toBe('full');
    expect(findUpload(key)?.state).toBe('waiting');
    releaseQueue();
    await vi.waitFor(() => expect(tried).toHaveLength(tries));
    await vi.waitFor(() => expect(findUpload(key)?.state).not.toBe('sending'));
  }
  expect(findUpload(key)).toMatchObject({ state: 'failed', failure: { code: 'disk-full' } });
});

test('in another account nothing is taken: where it goes on is kept, and whoever watches the session is told', async () => {
  const onElsewhere = vi.fn();
  let isElsewhere = false;
  const sendThere: typeof sendFile = async (file, sending) => {
    if (!isElsewhere) return forgetLater(file, sending);
    tried.push(sending.address);
    throw new ApiFailure({ code: 'tenant-other', status: 409 });
  };
  setUpQueue({ sendFile: sendThere, onElsewhere });
  const key = await begin();
  isElsewhere = true;
  for (let tries = 2; tries <= 20; tries += 1) {
    releaseQueue();
    await vi.waitFor(() => expect(onElsewhere).toHaveBeenCalledTimes(tries - 1));
    expect(readList().hold).toBe('tenant');
    expect(findUpload(key)?.state).toBe('waiting');
  }
  expect(jobs.get(key)?.kept.address).toBe('/v1/uploads/one');
  expect(new Set(tried.slice(1))).toEqual(new Set(['/v1/uploads/one']));
});

test('each try says for which account it is meant', async () => {
  const owners: string[] = [];
  setUpQueue({
    sendFile: async (_file, { owner }) => {
      owners.push(owner);
      // Meanwhile the page has become another account's.
      becomeUploader('anna:other');
      throw new ApiFailure({ code: 'offline' });
    },
  });
  await begin();
  releaseQueue();
  await vi.waitFor(() => expect(owners).toEqual(['anna:tenant', 'anna:tenant']));
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

/** A server that is out of order in the middle of a file. */
const forgetLater: typeof sendFile = async (_file, { address, onAddress }) => {
  tried.push(address);
  onAddress('/v1/uploads/one');
  throw new ApiFailure({ code: 'unavailable', status: 503 });
};
