import { beforeEach, expect, test, vi } from 'vitest';
import { emptyStores, listKeys } from '../../../test/support/kept-in-memory.ts';
import { inStore } from '../keeping/database.ts';
import { tab } from '../keeping/tabs.ts';
import { keepTake } from '../microphone/takes.ts';
import { listKeptUploads } from './kept-uploads.ts';
import { sortOutKept } from './sort-out-kept.ts';

const day = 24 * 60 * 60 * 1000;
const put = (store: 'uploads' | 'files', key: string, value: unknown) =>
  inStore(store, 'readwrite', (rows) => rows.put(value, key));

beforeEach(emptyStores);

test('what nobody came back for is deleted, whosever it is, and what somebody is still at is not', async () => {
  const keep = async (key: string, owner: string, days: number, seen: number) => {
    const [addedAt, seenAt] = [Date.now() - days * day, Date.now() - seen * day];
    await put('uploads', key, { key, owner, tab, addedAt, seenAt });
    await put('files', key, new Blob(['sound']));
  };
  await keep('forgotten', 'gone:tenant', 8, 8);
  await keep('mine', 'anna:tenant', 9, 9);
  await keep('watched', 'anna:tenant', 30, 1);
  await keep('new', 'anna:tenant', 1, 1);
  await put('files', 'of no upload', new Blob(['sound']));
  expect((await listKeptUploads('anna:tenant')).map(({ key }) => key)).toEqual(['watched', 'new']);
  await sortOutKept();
  await vi.waitFor(() => expect(listKeys('uploads')).toEqual(['new', 'watched']));
  await vi.waitFor(() => expect(listKeys('files')).toEqual(['new', 'watched']));
});

test('sound that was not sent is deleted a month after it was recorded, with all of its pieces', async () => {
  for (const [id, days] of [
    ['old', 31],
    ['young', 29],
  ] as const) {
    const startedAt = Date.now() - days * day;
    await keepTake({
      ...{ id, owner: 'gone:tenant', tab, name: id, type: '', startedAt, seconds: 1, bytes: 5 },
    });
    await inStore('chunks', 'readwrite', (rows) => rows.put(new Blob(['sound']), [id, 0]));
  }
  await sortOutKept();
  await vi.waitFor(() => expect(listKeys('chunks')).toEqual([['young', 0]]));
  expect(listKeys('takes')).toEqual(['young']);
});
