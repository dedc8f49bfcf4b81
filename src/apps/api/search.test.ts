import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { happen, makePiece, succeeded, uploadRecording } from '../../../test/support/recordings.ts';
import type { hitPageSchema } from './schemas/search.ts';

type HitPage = z.infer<typeof hitPageSchema>;

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

async function addSpoken(texts: readonly string[], end = true): Promise<string> {
  const { id } = await uploadRecording(door);
  const segments = texts.map((text, index) => ({
    ...{ index, start: index * 10, end: index * 10 + 10, text, speaker: 'S1' },
    words: text.split(' ').map((word, place) => ({
      ...{ text: word, start: index * 10 + place, end: index * 10 + place + 0.5 },
    })),
  }));
  await happen(door, id, [makePiece(0, segments), ...(end ? [succeeded] : [])]);
  return id;
}

async function search(q: string, rest = '', key = door.key): Promise<HitPage> {
  const answer = await door.fetch(`/v1/search?q=${encodeURIComponent(q)}${rest}`, { key });
  expect(answer.status, q).toBe(200);
  return (await answer.json()) as HitPage;
}
/** What was found, with the words that fit in brackets. */
const show = ({ hits }: HitPage) =>
  hits.map(({ snippet }) => snippet.map(({ hit, text }) => (hit ? `[${text}]` : text)).join(''));

describe('a search', () => {
  test('finds words by their stems and shows them as they stand in the text', async () => {
    const id = await addSpoken([
      'Ёлки стояли по-русски, за 3,14 рубля!',
      'Deep Learning with COVID-19 <b>models</b>',
      'То be or not to be, that is the question',
    ]);
    expect(show(await search('ЁЛКА'))).toEqual(['[Ёлки] стояли по-русски, за 3,14 рубля!']);
    expect(show(await search('елка стояла'))).toEqual(['[Ёлки] [стояли] по-русски, за 3,14 рубля!']);
    expect(show(await search('по-русски'))).toEqual(['Ёлки стояли по-[русски], за 3,14 рубля!']);
    expect(show(await search('3,14'))).toEqual(['Ёлки стояли по-русски, за [3],[14] рубля!']);
    expect(show(await search('learn models'))).toEqual(['Deep [Learning] with COVID-19 <b>[models]</b>']);
    expect(show(await search('covid-19'))).toEqual(['Deep Learning with [COVID]-[19] <b>models</b>']);
    expect(show(await search('"not to be"'))).toEqual(['То [be] or [not] [to] [be], that is the question']);
    expect((await search('"be not to"')).hits).toEqual([]);
    expect((await search('the')).hits).toHaveLength(1);
    expect((await search('елка -рубль')).hits).toEqual([]);
    expect((await search('елка OR covid')).hits).toHaveLength(2);
    const [hit] = (await search('стояли')).hits;
    expect(hit).toMatchObject({
      recording: { id, file_name: 'talk.wav' },
      ...{ segment: 0, start: 0, end: 10, at: 1, speaker: { id: 'S1', name: null } },
    });
  });

  test('goes on from page to page, the newest recording first, each hit once', async () => {
    const older = await addSpoken(Array.from({ length: 5 }, (_, index) => `кабачок ${index}`));
    const newer = await addSpoken(Array.from({ length: 4 }, (_, index) => `кабачок ${index}`));
    const places: [string, number][] = [];
    let cursor: string | null = '';
    for (let page = 0; cursor !== null && page < 10; page += 1) {
      const found: HitPage = await search('кабачок', `&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      places.push(...found.hits.map((hit): [string, number] => [hit.recording.id, hit.segment]));
      cursor = found.next_cursor;
    }
    expect(places).toEqual([
      ...[0, 1, 2, 3].map((index) => [newer, index]),
      ...[0, 1, 2, 3, 4].map((index) => [older, index]),
    ]);
  });

  test('finds among more than are looked at one by one, in the right order', async () => {
    const old = await addSpoken(['редчайшее слово здесь']);
    const { id } = await uploadRecording(door);
    await door.db.query(
      `insert into segments (tenant_id, recording_id, index, piece, start_s, end_s, text, words)
       select $1, $2, n, 0, n, n + 1, 'обычное слово', '[]' from generate_series(0, 4999) n`,
      [door.tenantId, id],
    );
    const rare = await search('редчайшее');
    expect(rare.hits.map((hit) => hit.recording.id)).toEqual([old]);
    const common = await search('слово');
    expect(common.hits.map((hit) => [hit.recording.id, hit.segment])).toEqual(
      Array.from({ length: 20 }, (_, index) => [id, index]),
    );
    // Beyond what a look at the newest gives, and through a filter that passes over all of them.
    const named = await search(
      'слово',
      `&limit=5&to=${new Date(Date.now() + 60_000).toISOString()}&name=talk`,
    );
    expect(named.hits).toHaveLength(5);
    await door.fetch(`/v1/recordings/${old}/tags`, {
      ...{ key: door.key, method: 'PUT', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ tags: ['старое'] }),
    });
    const tagged = await search('слово', `&tag=${encodeURIComponent('старое')}`);
    expect(tagged.hits.map((hit) => hit.recording.id)).toEqual([old]);
    expect(tagged.next_cursor).toBeNull();
  });

  test('knows what is said while it is recognised, and nothing that was corrected, sent again, deleted or has expired', async () => {
    const id = await addSpoken(['баклажан зреет', 'патиссон цветёт'], false);
    expect((await search('баклажан')).hits).toHaveLength(1);
    await happen(door, id, [succeeded]);
    const answer = await door.fetch(`/v1/recordings/${id}/transcript/segments/0`, {
      ...{ key: door.key, method: 'PATCH', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ text: 'помидор зреет' }),
    });
    expect(answer.status).toBe(200);
    expect((await search('баклажан')).hits).toEqual([]);
    expect((await search('помидор')).hits).toHaveLength(1);
    await happen(door, id, [{ type: 'restarted' }]);
    expect((await search('патиссон')).hits).toEqual([]);
    const other = await addSpoken(['баклажан зреет']);
    expect((await search('баклажан')).hits).toHaveLength(1);
    await door.fetch(`/v1/recordings/${other}`, { key: door.key, method: 'DELETE' });
    expect((await search('баклажан')).hits).toEqual([]);
    const rows = await door.db.query('select from segment_words where recording_id = any($1)', [[id, other]]);
    expect(rows).toEqual([]);
  });

  test('finds nothing of others', async () => {
    await addSpoken(['тайна за семью печатями']);
    const stranger = await door.createKey(await door.db.createTenant('stranger'));
    expect((await search('тайна')).hits).toHaveLength(1);
    expect(await search('тайна', '', stranger)).toEqual({ hits: [], next_cursor: null });
  });

  test.each([
    ['only operators', '-- "" OR | & ! ( ) : * <-> ~ \\'],
    ['quotes that are not closed', '"'],
    ['a zero', 'щъ\0ыь'],
    ['a word of many letters', 'щ'.repeat(500)],
    ['many words', 'ж '.repeat(250)],
    ['minus words only', '-один -два'],
    ['what would be SQL', `'); drop table segments; --`],
    ['what would be a query of the database', "щу:* & !жа <-> 'ца'"],
    ['emoji', '🎤🎤'],
    ['or alone', 'OR'],
  ])('is answered, whatever somebody types: %s', async (_name, q) => {
    expect((await search(q)).hits).toEqual([]);
  });

  test.each([
    ['too long', `q=${'x'.repeat(10_000)}`],
    ['nothing', 'q='],
    ['no query', ''],
    ['a cursor of another make', 'q=x&cursor=AAAA'],
    ['no time', 'q=x&from=yesterday'],
    ['no number', 'q=x&limit=many'],
  ])('says what is wrong with %s', async (_name, query) => {
    const answer = await door.fetch(`/v1/search?${query}`, { key: door.key });
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { error: { code: string } }).error.code).toBe('request-invalid');
  });
});
