import { beforeEach, expect, test, vi } from 'vitest';
import { emptyStores, fillStore, listKeys } from '../../../test/support/kept-in-memory.ts';
import { tab } from '../keeping/tabs.ts';
import { setUpQueue } from '../uploads/queue.ts';
import type { sendFile } from '../uploads/send-file.ts';
import { readList } from '../uploads/upload-list.ts';
import { becomeUploader } from '../uploads/uploader.ts';
import { sendTake } from './act-on-take.ts';
import { discardTake, offerTake, readTakes } from './take-list.ts';
import { keepTake, type Take } from './takes.ts';

const sent = vi.fn<typeof sendFile>();
let comeIn: (recordingId: string) => void;

beforeEach(async () => {
  for (const { id } of readTakes()) await discardTake(id);
  emptyStores();
  becomeUploader('anna:tenant');
  setUpQueue({ sendFile: sent });
  sent.mockReset();
  sent.mockReturnValue(
    new Promise((resolve) => {
      comeIn = resolve;
    }),
  );
});

test('a take is given up once the upload has its own copy', async () => {
  const take = await record('copied');
  await sendTake(take, new File(['sound'], 'copied.webm'));
  await vi.waitFor(() => expect(listKeys('takes')).toEqual([]));
  expect(listKeys('files')).toHaveLength(1);
  comeIn('r');
  await vi.waitFor(() => expect(listKeys('files')).toEqual([]));
});

test('where there is no room for a copy it stays until it has come in, also sent twice', async () => {
  fillStore('files');
  const take = await record('large');
  const file = new File(['sound'], 'large.webm', { lastModified: 1 });
  await sendTake(take, file);
  await sendTake(take, file);
  expect(listKeys('takes')).toEqual(['large']);
  expect(readTakes()).toEqual([take]);
  expect(sent).toHaveBeenCalledTimes(1);
  comeIn('r');
  await vi.waitFor(() => expect(listKeys('takes')).toEqual([]));
  expect(readTakes()).toEqual([]);
});

test('a take of somebody else is neither offered nor sent', async () => {
  const before = readList().uploads.length;
  becomeUploader('boris:tenant');
  const take = await record('of anna');
  expect(readTakes()).toEqual([]);
  await sendTake(take, new File(['sound'], 'of anna.webm'));
  expect(readList().uploads).toHaveLength(before);
  expect(sent).not.toHaveBeenCalled();
  expect(listKeys('takes')).toEqual(['of anna']);
});

async function record(id: string): Promise<Take> {
  const take: Take = {
    ...{ id, owner: 'anna:tenant', tab, name: `${id}.webm`, type: 'audio/webm' },
    ...{ startedAt: Date.now(), seconds: 3, bytes: 5 },
  };
  await keepTake(take);
  offerTake(take);
  return take;
}
