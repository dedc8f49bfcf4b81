import { beforeEach, expect, test } from 'vitest';
import { emptyStores } from '../../../test/support/kept-in-memory.ts';
import { inStore } from '../keeping/database.ts';
import { dropParcels, keepParcel, listParcels } from './parcels.ts';

beforeEach(emptyStores);

test('of too many parcels the oldest go, and none that is a day old is offered', async () => {
  const now = Date.now();
  const put = (key: string, at: number, word: string) =>
    inStore('parcels', 'readwrite', (rows) => rows.put({ files: [], words: [word], at }, key));
  // Their keys say nothing of when they came.
  for (let place = 0; place < 25; place += 1)
    await put(`${(place * 7) % 25}`, now - 60_000 + place, `${place}`);
  await put('yesterday', now - 25 * 60 * 60 * 1000, 'yesterday');
  const words = (await listParcels()).map((parcel) => parcel.words[0]);
  expect(words).toEqual(Array.from({ length: 20 }, (_, place) => `${place + 5}`));
});

test('what is shared while others are looked at is not dropped with them', async () => {
  await keepParcel(share('one'));
  const seen = await listParcels();
  await keepParcel(share('two'));
  await dropParcels(seen);
  expect((await listParcels()).map(({ words }) => words)).toEqual([['two']]);
});

function share(word: string): FormData {
  const form = new FormData();
  form.set('text', word);
  return form;
}
