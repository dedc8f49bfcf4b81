import { EventSourceParserStream } from 'eventsource-parser/stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { createEditor, messageOf, refusalOf } from '../../../test/support/editor.ts';
import { createUser, signIn } from '../../../test/support/people.ts';
import {
  happen,
  makePiece,
  makeSegment,
  succeeded,
  uploadRecording,
  wholeStory,
} from '../../../test/support/recordings.ts';

let door: TestApi;
let editor: ReturnType<typeof createEditor>;
beforeAll(async () => {
  door = await startTestApi();
  editor = createEditor(door);
});
afterAll(() => door.close());

describe('a speaker', () => {
  test('is named once, everywhere', async () => {
    const id = await editor.addTalk();
    const answer = await editor.name(id, 'S1', { name: '  Anna   <Петрова> ' });
    expect(await answer.json()).toEqual({
      version: 2,
      speakers: [
        { id: 'S1', name: 'Anna <Петрова>', seconds: 2 },
        { id: 'S2', seconds: 1 },
      ],
    });
    const { segments, speakers } = await editor.read(id);
    expect(speakers?.[0]?.name).toBe('Anna <Петрова>');
    expect(segments.map(({ speaker }) => speaker)).toEqual(['S1', 'S1', 'S2']);
    expect(await (await editor.get(`${id}/transcript?format=txt`)).text()).toContain('Anna <Петрова>: word0');
    expect(await (await editor.get(`${id}/transcript?format=vtt`)).text()).not.toContain('<Петрова>');
    await editor.name(id, 'S2', { name: 'Anna <Петрова>' });
    const both = await editor.read(id);
    expect(both.speakers?.map((one) => one.name)).toEqual(['Anna <Петрова>', 'Anna <Петрова>']);
    await editor.name(id, 'S1', { name: null });
    expect((await editor.read(id)).speakers?.[0]).toEqual({ id: 'S1', seconds: 2 });
    expect((await editor.read(id, 2)).speakers?.map((one) => one.name)).toEqual([
      'Anna <Петрова>',
      undefined,
    ]);
  });

  test('whom another program told is named as well', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, [makePiece(0, [{ ...makeSegment(0), speaker: 'SPEAKER_00' }]), succeeded]);
    await door.db.query('delete from speakers where recording_id = $1', [id]);
    expect((await editor.read(id)).speakers).toEqual([{ id: 'SPEAKER_00', seconds: 1 }]);
    expect(await (await editor.name(id, 'SPEAKER_00', { name: 'Bo' })).json()).toMatchObject({
      speakers: [{ id: 'SPEAKER_00', name: 'Bo', seconds: 1 }],
    });
    await editor.revert(id, 1);
    expect((await editor.read(id)).speakers).toEqual([{ id: 'SPEAKER_00', seconds: 1 }]);
  });

  test('loses marks that would turn the text around, and keeps all other writing', async () => {
    const id = await editor.addTalk();
    await editor.name(id, 'S1', { name: '\u202eevil\u2066 \u200fשרה 🎤' });
    expect((await editor.read(id)).speakers?.[0]?.name).toBe('evil \u200fשרה 🎤');
  });

  test.each([
    { name: '' },
    { name: ' \n' },
    { name: '\u202e' },
    { name: 'a\u0007' },
    { name: 'x'.repeat(101) },
    { name: 'x'.repeat(5_000) },
    { name: 7 },
    {},
  ])('is not called %.40j', async (body) => {
    const id = await editor.addTalk();
    expect(await refusalOf(editor.name(id, 'S1', body))).toEqual([400, 'request-invalid']);
    expect((await editor.read(id)).version).toBe(1);
  });

  test('who is not there is not found', async () => {
    const id = await editor.addTalk();
    for (const speaker of ['S9', '\u0000', '../x', 'x'.repeat(90)])
      expect(await refusalOf(editor.name(id, speaker, { name: 'a' }))).toEqual([404, 'speaker-not-found']);
  });
});

describe('versions', () => {
  test('are listed with who made them, and each can be had', async () => {
    const id = await editor.addTalk();
    await editor.correct(id, 0, { text: 'one' });
    await editor.name(id, 'S2', { name: 'Bo' });
    await editor.correct(id, 0, { text: 'two', speaker: 'S2' });
    const page = (await (await editor.get(`${id}/transcript/versions`)).json()) as Record<string, unknown>;
    const key = { id: expect.any(String), name: 'test' };
    const made_at = expect.stringMatching(/^\d{4}-.*Z$/);
    const none = { corrections: [], names: [], merges: [], reverted_to: null, undid: null };
    const said = (text: string, speaker = 'S1') => ({ text, speaker });
    expect(page).toEqual({
      newest: 4,
      versions: [
        {
          version: 4,
          made_at,
          type: 'corrected',
          api_key: key,
          user: null,
          segments: [0],
          speakers: [],
          ...none,
          corrections: [{ index: 0, was: said('one'), is: said('two', 'S2') }],
        },
        {
          version: 3,
          made_at,
          type: 'named',
          api_key: key,
          user: null,
          segments: [],
          speakers: ['S2'],
          ...none,
          names: [{ speaker: 'S2', was: null, is: 'Bo' }],
        },
        {
          version: 2,
          made_at,
          type: 'corrected',
          api_key: key,
          user: null,
          segments: [0],
          speakers: [],
          ...none,
          corrections: [{ index: 0, was: said('word0 more'), is: said('one') }],
        },
        {
          ...{ version: 1, made_at, type: 'transcribed', api_key: null, user: null },
          ...{ segments: [], speakers: [] },
          ...none,
        },
      ],
      next_before: null,
    });
    const texts = [];
    for (let version = 1; version <= 4; version += 1)
      texts.push((await editor.read(id, version)).segments[0]?.text);
    expect(texts).toEqual(['word0 more', 'one', 'one', 'two']);
    const [, second, third] = await Promise.all([1, 2, 3].map((version) => editor.read(id, version)));
    expect(second?.speakers?.[1]).not.toHaveProperty('name');
    expect(third).toMatchObject({ version: 3, speakers: [{ id: 'S1' }, { id: 'S2', name: 'Bo' }] });
  });

  test('say which person made them, by name as long as they belong to the account', async () => {
    const id = await editor.addTalk();
    const anna = await createUser(door.db, { tenantId: door.tenantId, rank: 'member', name: 'Anna' });
    const corrected = await door.fetch(`/v1/recordings/${id}/transcript/segments/0`, {
      method: 'PATCH',
      headers: {
        cookie: await signIn(door.db, anna),
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
      },
      body: JSON.stringify({ text: 'by hand' }),
    });
    expect(corrected.status).toBe(200);
    const newest = async () => {
      const page = await editor.get(`${id}/transcript/versions?limit=1`);
      return ((await page.json()) as { versions: object[] }).versions[0];
    };
    expect(await newest()).toMatchObject({ api_key: null, user: { id: anna.id, name: 'Anna' } });
    await door.db.query('delete from memberships where user_id = $1', [anna.id]);
    expect(await newest()).toMatchObject({ api_key: null, user: { id: anna.id, name: null } });
  });

  test('come page by page', async () => {
    const id = await editor.addTalk();
    for (const text of ['a', 'b', 'c', 'd']) await editor.correct(id, 0, { text });
    const seen: number[] = [];
    for (let before = ''; ; ) {
      const page = (await (await editor.get(`${id}/transcript/versions?limit=2${before}`)).json()) as {
        versions: { version: number }[];
        next_before: number | null;
      };
      seen.push(...page.versions.map(({ version }) => version));
      if (page.next_before === null) break;
      before = `&before=${page.next_before}`;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1]);
  });

  test('can be gone back to, and forth', async () => {
    const id = await editor.addTalk();
    const first = await editor.read(id);
    await editor.correct(id, 0, { text: 'changed' });
    await editor.correct(id, 2, { text: '' });
    await editor.name(id, 'S1', { name: 'Anna' });
    const changed = await editor.read(id);
    expect(await (await editor.revert(id, 1)).json()).toEqual({ version: 5 });
    expect(await editor.read(id)).toEqual({ ...first, version: 5 });
    expect(await (await editor.revert(id, 4)).json()).toEqual({ version: 6 });
    expect(await editor.read(id)).toEqual({ ...changed, version: 6 });
    expect(await editor.read(id, 5)).toEqual({ ...first, version: 5 });
    expect(await (await editor.revert(id, 6)).json()).toEqual({ version: 6 });
    const { versions } = (await (await editor.get(`${id}/transcript/versions?limit=1`)).json()) as {
      versions: object[];
    };
    expect(versions).toMatchObject([
      { type: 'reverted', reverted_to: 4, segments: [0, 2], speakers: ['S1'] },
    ]);
  });

  test('that are not there are not found', async () => {
    const id = await editor.addTalk();
    await editor.correct(id, 0, { text: 'a' });
    expect(await refusalOf(editor.get(`${id}/transcript?version=3`))).toEqual([404, 'version-not-found']);
    expect(await refusalOf(editor.revert(id, 3))).toEqual([404, 'version-not-found']);
    expect(await messageOf(editor.revert(id, 3))).toMatch(/3.*1 to 2/);
    for (const version of ['0', '-1', 'x', '1.5', '9999999999'])
      expect(await refusalOf(editor.get(`${id}/transcript?version=${version}`))).toEqual([
        400,
        'request-invalid',
      ]);
  });

  test('go with the recording', async () => {
    const id = await editor.addTalk();
    await editor.correct(id, 0, { text: 'a' });
    await editor.name(id, 'S1', { name: 'Anna' });
    expect((await editor.send('DELETE', id)).status).toBe(204);
    for (const table of ['transcript_changes', 'speakers', 'segments', 'transcripts'])
      expect(await door.db.query(`select 1 from ${table} where recording_id = $1`, [id])).toEqual([]);
  });
});

describe('whoever has a transcript', () => {
  test('gets 304 until it changes, for each form of its own', async () => {
    const id = await editor.addTalk();
    const tagOf = async (query: string, language = 'en') => {
      const answer = await editor.get(`${id}/transcript${query}`, { 'accept-language': language });
      await answer.arrayBuffer();
      return answer.headers.get('etag') ?? '';
    };
    const tag = await tagOf('');
    expect(tag).toMatch(/^"1-[\w-]{22}"$/);
    expect(await tagOf('')).toBe(tag);
    const others = [await tagOf('?format=txt'), await tagOf('?format=docx'), await tagOf('', 'ru')];
    expect(new Set([tag, ...others]).size).toBe(4);
    expect(await tagOf('?format=docx')).toBe(others[1]);
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const answer = await editor.get(`${id}/transcript`, { 'if-none-match': known });
      expect([answer.status, await answer.text()]).toEqual([304, '']);
      expect(answer.headers.get('etag')).toBe(tag);
    }
    await editor.correct(id, 0, { text: 'a' });
    const answer = await editor.get(`${id}/transcript`, { 'if-none-match': tag });
    expect([answer.status, answer.headers.get('etag')?.slice(0, 3)]).toEqual([200, '"2-']);
    expect((await editor.get(`${id}/transcript?version=1`, { 'if-none-match': tag })).status).toBe(304);
  });

  test('gets a document under the name of the recording, in any script', async () => {
    const { id } = await uploadRecording(door, {
      query: `file_name=${encodeURIComponent('Запись “1”.wav')}`,
    });
    await happen(door, id, wholeStory);
    const answer = await editor.get(`${id}/transcript?format=docx`);
    expect(answer.headers.get('content-disposition')).toContain(
      `filename*=UTF-8''${encodeURIComponent('Запись “1”.docx')}`,
    );
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });
});

describe('listeners', () => {
  test('hear of each change, also those who come late', async () => {
    const id = await editor.addTalk();
    const before = await readEvents(await editor.get(`${id}/events`));
    await editor.correct(id, 0, { text: 'a' });
    await editor.name(id, 'S1', { name: 'Anna' });
    await editor.revert(id, 1);
    const after = await readEvents(
      await editor.get(`${id}/events`, { 'last-event-id': before.at(-1)?.id ?? '' }),
    );
    expect(after.map(({ event, data }) => [event, data])).toEqual([
      ['revised', { version: 2, reason: 'corrected' }],
      ['revised', { version: 3, reason: 'named' }],
      ['revised', { version: 4, reason: 'reverted' }],
    ]);
    const late = await readEvents(await editor.get(`${id}/events`));
    expect(late).toEqual([...before, ...after]);
    expect((await editor.get(`${id}/events`, { 'last-event-id': late.at(-1)?.id ?? '' })).status).toBe(204);
  });

  test('at webhooks are told what they asked for, and callbacks of the end alone', async () => {
    const key = await door.createKey(await door.db.createTenant());
    const ask = (method: string, path: string, body?: unknown) =>
      door.fetch(path, {
        key,
        method,
        ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
      });
    await ask('POST', '/v1/webhooks', { url: 'http://127.0.0.1:9/all' });
    await ask('POST', '/v1/webhooks', { url: 'http://127.0.0.1:9/ends', events: ['recording.succeeded'] });
    const query = `file_name=a.wav&callback_url=${encodeURIComponent('http://127.0.0.1:9/one')}`;
    const { id } = await uploadRecording(door, { key, query });
    const [row] = await door.db.query<{ tenant_id: never }>(
      'select tenant_id from recordings where id = $1',
      [id],
    );
    await happen(door, id, wholeStory, row?.tenant_id);
    await ask('PATCH', `/v1/recordings/${id}/transcript/segments/0`, { text: 'new words' });
    const told = await door.db.query<{ body: string }>(
      `select body from deliveries where recording_id = $1 and type = 'transcript.revised'`,
      [id],
    );
    expect(told.map(({ body }) => JSON.parse(body))).toEqual([
      {
        type: 'transcript.revised',
        timestamp: expect.any(String),
        data: {
          recording: expect.objectContaining({ id, state: 'succeeded' }),
          transcript: expect.objectContaining({ url: `/v1/recordings/${id}/transcript`, version: 2 }),
          revision: { version: 2, reason: 'corrected' },
        },
      },
    ]);
  });
});

/** A stream that ends, its data read. */
async function readEvents(answer: Response) {
  const body = answer.body as ReadableStream<Uint8Array>;
  const events = [];
  for await (const { data, event, id } of body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream()))
    events.push({ id, event, data: JSON.parse(data) });
  return events;
}
