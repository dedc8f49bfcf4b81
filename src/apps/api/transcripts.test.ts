import { EventSourceParserStream } from 'eventsource-parser/stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import {
  happen,
  makePiece,
  makeSegment,
  succeeded,
  talkStory,
  uploadRecording,
  wholeStory,
} from '../../../test/support/recordings.ts';
import type { Transcript } from '../../compute/speech/transcript.ts';
import type { ErrorBody } from './schemas/error.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

/** A finished recording: two segments of the first speaker, one of the second. */
async function addTalk(): Promise<string> {
  const { id } = await uploadRecording(door);
  await happen(door, id, talkStory);
  return id;
}

const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  door.fetch(`/v1/recordings/${path}`, {
    key: door.key,
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const get = (path: string, headers?: Record<string, string>) => send('GET', path, undefined, headers);
const correct = (id: string, index: number | string, body: unknown, headers?: Record<string, string>) =>
  send('PATCH', `${id}/transcript/segments/${index}`, body, headers);
const name = (id: string, speaker: string, body: unknown) =>
  send('PATCH', `${id}/speakers/${encodeURIComponent(speaker)}`, body);
const revert = (id: string, version: number, headers?: Record<string, string>) =>
  send('POST', `${id}/transcript/revert`, { version }, headers);
const transcriptOf = async (id: string, version?: number) =>
  (await (await get(`${id}/transcript${version ? `?version=${version}` : ''}`)).json()) as Transcript;

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

async function refusalOf(asked: Promise<Response>): Promise<[number, string]> {
  const answer = await asked;
  return [answer.status, ((await answer.json()) as ErrorBody).error.code];
}
async function messageOf(asked: Promise<Response>): Promise<string> {
  return ((await (await asked).json()) as ErrorBody).error.message;
}

describe('a segment', () => {
  test('is corrected with its times kept, as a new version', async () => {
    const id = await addTalk();
    const before = await transcriptOf(id);
    expect(before).toMatchObject({ version: 1, text: 'word0 more word1 more word2 more' });
    const answer = await correct(id, 1, { text: '  Word1,\n  much more ' });
    expect(answer.status).toBe(200);
    const { segment, version } = (await answer.json()) as {
      version: number;
      segment: Transcript['segments'][0];
    };
    expect(version).toBe(2);
    expect(segment).toEqual({
      ...before.segments[1],
      text: 'Word1, much more',
      words: [
        { text: 'Word1,', start: 1, end: 1.5, confidence: 0.9 },
        { text: 'much', start: 1.5, end: 1.5 },
        { text: 'more', start: 1.5, end: 2, confidence: 0.9 },
      ],
    });
    const after = await transcriptOf(id);
    expect(after).toMatchObject({ version: 2, text: 'word0 more Word1, much more word2 more' });
    expect(after.segments).toEqual(before.segments.with(1, segment));
    expect(await (await get(`${id}/transcript?format=txt`)).text()).toContain('much more');
  });

  test('may become empty and get words again, and may change its speaker', async () => {
    const id = await addTalk();
    await correct(id, 0, { text: '' });
    expect((await transcriptOf(id)).segments[0]).toMatchObject({ text: '', words: [], start: 0, end: 1 });
    await correct(id, 0, { text: 'ab cd', speaker: 'S2' });
    expect((await transcriptOf(id)).segments[0]).toMatchObject({
      text: 'ab cd',
      speaker: 'S2',
      words: [
        { text: 'ab', start: 0, end: 0.5 },
        { text: 'cd', start: 0.5, end: 1 },
      ],
    });
    await correct(id, 0, { speaker: null });
    expect((await transcriptOf(id)).segments[0]).not.toHaveProperty('speaker');
    expect((await transcriptOf(id)).version).toBe(4);
  });

  test('that is right already makes no new version', async () => {
    const id = await addTalk();
    const answer = await correct(id, 0, { text: ' word0  more', speaker: 'S1' });
    expect(await answer.json()).toMatchObject({ version: 1, segment: { text: 'word0 more' } });
    expect((await transcriptOf(id)).version).toBe(1);
  });

  test.each([
    [{ text: 'a\u0000b' }, 'U+0000'],
    [{ text: 'a\u001b[31mb' }, 'U+001B'],
    [{ text: 'a\u009bb' }, 'U+009B'],
    [{ text: 'x'.repeat(100_001) }, '100001'],
    [{ text: 'x'.repeat(1_000_000) }, 'text'],
    [{ text: 7 }, 'text'],
    [{ text: null }, 'text'],
    [{}, 'text'],
    [{ text: 'a', version: 0 }, 'version'],
    [{ text: 'a', version: 1.5 }, 'version'],
    [{ text: 'a', words: [] }, 'words'],
    [{ speaker: '' }, 'speaker'],
  ])('refuses %.60j, saying what is wrong', async (body, told) => {
    const id = await addTalk();
    const [status, code] = await refusalOf(correct(id, 0, body));
    expect([status, code]).toEqual([400, 'request-invalid']);
    expect(await messageOf(correct(id, 0, body))).toContain(told);
    expect((await transcriptOf(id)).version).toBe(1);
  });

  test('refuses broken halves of characters, and a body that is too large', async () => {
    const id = await addTalk();
    const broken = door.fetch(`/v1/recordings/${id}/transcript/segments/0`, {
      key: door.key,
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: String.raw`{"text": "half \ud83d of a face"}`,
    });
    expect(await messageOf(broken)).toContain('U+D83D');
    expect(await messageOf(correct(id, 0, { text: 'ы'.repeat(2_000_000) }))).toContain('too large');
    expect((await transcriptOf(id)).version).toBe(1);
  });

  test.each([
    '<script>alert(1)</script> & "quotes"',
    '\u200fשלום עולם\u200e \u202eback',
    '👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301',
    "'; drop table segments; --",
    '--> 00:00:01.000',
    '\\u0000 \\',
  ])('takes %j as it is', async (text) => {
    const id = await addTalk();
    const expected = text.normalize('NFC');
    expect(await (await correct(id, 0, { text })).json()).toMatchObject({ segment: { text: expected } });
    expect((await transcriptOf(id)).segments[0]?.text).toBe(expected);
    const vtt = await (await get(`${id}/transcript?format=vtt`)).text();
    expect(vtt).not.toContain('<script>');
  });

  test('of ten thousand words is corrected again and again', async () => {
    const id = await addTalk();
    const many = (letter: string) =>
      Array.from({ length: 10_000 }, (_, index) => `${letter}${index}`).join(' ');
    expect((await correct(id, 0, { text: many('a') })).status).toBe(200);
    expect((await correct(id, 0, { text: many('b') })).status).toBe(200);
    expect((await correct(id, 0, { text: `${many('b')} end` })).status).toBe(200);
    const { segments, version } = await transcriptOf(id);
    expect([version, segments[0]?.words.length, segments[0]?.words.at(-1)?.text]).toEqual([4, 10_001, 'end']);
    expect((await transcriptOf(id, 2)).segments[0]?.text).toBe(many('a'));
  });

  test('that is not there is not found', async () => {
    const id = await addTalk();
    for (const index of ['3', '-1', '1.5', 'x', '4294967296', '9999999999', '%00', '0x0', '١']) {
      expect([index, await refusalOf(correct(id, index, { text: 'a' }))]).toEqual([
        index,
        [404, 'segment-not-found'],
      ]);
    }
    for (const speaker of ['S3', 's1', '\u0000', "'", 'x'.repeat(200)]) {
      expect(await refusalOf(correct(id, 0, { speaker }))).toEqual([404, 'speaker-not-found']);
    }
  });
});

describe('two who change the same transcript', () => {
  test('lose nothing: the later one is told', async () => {
    const id = await addTalk();
    const [first, second] = await Promise.all([
      correct(id, 0, { text: 'first', version: 1 }),
      correct(id, 1, { text: 'second', version: 1 }),
    ]);
    expect([first.status, second.status].toSorted()).toEqual([200, 409]);
    const late = (first.status === 409 ? first : second).clone();
    const { error } = (await late.json()) as ErrorBody;
    expect(error.code).toBe('version-conflict');
    expect(error.message).toMatch(/version 2.*1/);
    const { segments } = await transcriptOf(id);
    expect(segments.filter(({ text }) => ['first', 'second'].includes(text))).toHaveLength(1);
  });

  test('may both change what is there when they name no version: each change is kept', async () => {
    const id = await addTalk();
    const texts = Array.from({ length: 8 }, (_, index) => `text ${index}`);
    const answers = await Promise.all(texts.map((text, index) => correct(id, index % 3, { text })));
    expect(answers.map(({ status }) => status)).toEqual(texts.map(() => 200));
    expect((await transcriptOf(id)).version).toBe(9);
    const seen: string[] = [];
    for (let version = 1; version <= 9; version += 1)
      seen.push(...(await transcriptOf(id, version)).segments.map(({ text }) => text));
    expect(texts.filter((text) => !seen.includes(text))).toEqual([]);
  });

  test('may say what they have seen by If-Match', async () => {
    const id = await addTalk();
    const tag = (await get(`${id}/transcript?format=vtt`)).headers.get('etag') ?? '';
    expect((await correct(id, 0, { text: 'a' }, { 'if-match': `W/${tag}` })).status).toBe(200);
    expect(await refusalOf(correct(id, 0, { text: 'b' }, { 'if-match': tag }))).toEqual([
      409,
      'version-conflict',
    ]);
    expect(await refusalOf(revert(id, 1, { 'if-match': tag }))).toEqual([409, 'version-conflict']);
    expect((await correct(id, 0, { text: 'c' }, { 'if-match': '*' })).status).toBe(200);
    expect((await correct(id, 0, { text: 'd', version: 3 }, { 'if-match': '"3"' })).status).toBe(200);
    for (const wrong of ['"x"', '3', '"3", "4"', '""']) {
      expect(await refusalOf(correct(id, 0, { text: 'e' }, { 'if-match': wrong }))).toEqual([
        400,
        'request-invalid',
      ]);
    }
    expect(await refusalOf(correct(id, 0, { text: 'e', version: 4 }, { 'if-match': '"3"' }))).toEqual([
      400,
      'request-invalid',
    ]);
  });
});

describe('a speaker', () => {
  test('is named once, everywhere', async () => {
    const id = await addTalk();
    const answer = await name(id, 'S1', { name: '  Anna   <Петрова> ' });
    expect(await answer.json()).toEqual({
      version: 2,
      speakers: [
        { id: 'S1', name: 'Anna <Петрова>', seconds: 2 },
        { id: 'S2', seconds: 1 },
      ],
    });
    const { segments, speakers } = await transcriptOf(id);
    expect(speakers?.[0]?.name).toBe('Anna <Петрова>');
    expect(segments.map(({ speaker }) => speaker)).toEqual(['S1', 'S1', 'S2']);
    expect(await (await get(`${id}/transcript?format=txt`)).text()).toContain('Anna <Петрова>: word0');
    expect(await (await get(`${id}/transcript?format=vtt`)).text()).not.toContain('<Петрова>');
    await name(id, 'S2', { name: 'Anna <Петрова>' });
    const both = await transcriptOf(id);
    expect(both.speakers?.map((one) => one.name)).toEqual(['Anna <Петрова>', 'Anna <Петрова>']);
    await name(id, 'S1', { name: null });
    expect((await transcriptOf(id)).speakers?.[0]).toEqual({ id: 'S1', seconds: 2 });
    expect((await transcriptOf(id, 2)).speakers?.map((one) => one.name)).toEqual([
      'Anna <Петрова>',
      undefined,
    ]);
  });

  test('whom another program told is named as well', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, [makePiece(0, [{ ...makeSegment(0), speaker: 'SPEAKER_00' }]), succeeded]);
    await door.db.query('delete from speakers where recording_id = $1', [id]);
    expect((await transcriptOf(id)).speakers).toEqual([{ id: 'SPEAKER_00', seconds: 1 }]);
    expect(await (await name(id, 'SPEAKER_00', { name: 'Bo' })).json()).toMatchObject({
      speakers: [{ id: 'SPEAKER_00', name: 'Bo', seconds: 1 }],
    });
    await revert(id, 1);
    expect((await transcriptOf(id)).speakers).toEqual([{ id: 'SPEAKER_00', seconds: 1 }]);
  });

  test('loses marks that would turn the text around, and keeps all other writing', async () => {
    const id = await addTalk();
    await name(id, 'S1', { name: '\u202eevil\u2066 \u200fשרה 🎤' });
    expect((await transcriptOf(id)).speakers?.[0]?.name).toBe('evil \u200fשרה 🎤');
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
    const id = await addTalk();
    expect(await refusalOf(name(id, 'S1', body))).toEqual([400, 'request-invalid']);
    expect((await transcriptOf(id)).version).toBe(1);
  });

  test('who is not there is not found', async () => {
    const id = await addTalk();
    for (const speaker of ['S9', '\u0000', '../x', 'x'.repeat(90)])
      expect(await refusalOf(name(id, speaker, { name: 'a' }))).toEqual([404, 'speaker-not-found']);
  });
});

describe('versions', () => {
  test('are listed with who made them, and each can be had', async () => {
    const id = await addTalk();
    await correct(id, 0, { text: 'one' });
    await name(id, 'S2', { name: 'Bo' });
    await correct(id, 0, { text: 'two', speaker: 'S2' });
    const page = (await (await get(`${id}/transcript/versions`)).json()) as Record<string, unknown>;
    const key = { id: expect.any(String), name: 'test' };
    const made_at = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(page).toEqual({
      newest: 4,
      versions: [
        {
          version: 4,
          made_at,
          type: 'corrected',
          api_key: key,
          segments: [0],
          speakers: [],
          reverted_to: null,
        },
        {
          version: 3,
          made_at,
          type: 'named',
          api_key: key,
          segments: [],
          speakers: ['S2'],
          reverted_to: null,
        },
        {
          version: 2,
          made_at,
          type: 'corrected',
          api_key: key,
          segments: [0],
          speakers: [],
          reverted_to: null,
        },
        {
          ...{ version: 1, made_at, type: 'transcribed', api_key: null },
          ...{ segments: [], speakers: [], reverted_to: null },
        },
      ],
      next_before: null,
    });
    const texts = [];
    for (let version = 1; version <= 4; version += 1)
      texts.push((await transcriptOf(id, version)).segments[0]?.text);
    expect(texts).toEqual(['word0 more', 'one', 'one', 'two']);
    const [, second, third] = await Promise.all([1, 2, 3].map((version) => transcriptOf(id, version)));
    expect(second?.speakers?.[1]).not.toHaveProperty('name');
    expect(third).toMatchObject({ version: 3, speakers: [{ id: 'S1' }, { id: 'S2', name: 'Bo' }] });
  });

  test('come page by page', async () => {
    const id = await addTalk();
    for (const text of ['a', 'b', 'c', 'd']) await correct(id, 0, { text });
    const seen: number[] = [];
    for (let before = ''; ; ) {
      const page = (await (await get(`${id}/transcript/versions?limit=2${before}`)).json()) as {
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
    const id = await addTalk();
    const first = await transcriptOf(id);
    await correct(id, 0, { text: 'changed' });
    await correct(id, 2, { text: '' });
    await name(id, 'S1', { name: 'Anna' });
    const changed = await transcriptOf(id);
    expect(await (await revert(id, 1)).json()).toEqual({ version: 5 });
    expect(await transcriptOf(id)).toEqual({ ...first, version: 5 });
    expect(await (await revert(id, 4)).json()).toEqual({ version: 6 });
    expect(await transcriptOf(id)).toEqual({ ...changed, version: 6 });
    expect(await transcriptOf(id, 5)).toEqual({ ...first, version: 5 });
    expect(await (await revert(id, 6)).json()).toEqual({ version: 6 });
    const { versions } = (await (await get(`${id}/transcript/versions?limit=1`)).json()) as {
      versions: object[];
    };
    expect(versions).toMatchObject([
      { type: 'reverted', reverted_to: 4, segments: [0, 2], speakers: ['S1'] },
    ]);
  });

  test('that are not there are not found', async () => {
    const id = await addTalk();
    await correct(id, 0, { text: 'a' });
    expect(await refusalOf(get(`${id}/transcript?version=3`))).toEqual([404, 'version-not-found']);
    expect(await refusalOf(revert(id, 3))).toEqual([404, 'version-not-found']);
    expect(await messageOf(revert(id, 3))).toMatch(/3.*1 to 2/);
    for (const version of ['0', '-1', 'x', '1.5', '9999999999'])
      expect(await refusalOf(get(`${id}/transcript?version=${version}`))).toEqual([400, 'request-invalid']);
  });

  test('go with the recording', async () => {
    const id = await addTalk();
    await correct(id, 0, { text: 'a' });
    await name(id, 'S1', { name: 'Anna' });
    expect((await send('DELETE', id)).status).toBe(204);
    for (const table of ['transcript_changes', 'speakers', 'segments', 'transcripts'])
      expect(await door.db.query(`select 1 from ${table} where recording_id = $1`, [id])).toEqual([]);
  });
});

describe('a transcript that is not there', () => {
  test('cannot be changed: not while the recording is in work, nor when it failed', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, wholeStory.slice(0, 3));
    const all = () => [
      correct(id, 0, { text: 'a' }),
      name(id, 'S1', { name: 'a' }),
      revert(id, 1),
      get(`${id}/transcript/versions`),
    ];
    for (const asked of all()) expect(await refusalOf(asked)).toEqual([409, 'transcript-not-ready']);
    await happen(door, id, [{ type: 'dead', error: { code: 'media-damaged', args: { detail: 'x' } } }]);
    for (const asked of all()) expect(await refusalOf(asked)).toEqual([409, 'transcript-not-ready']);
    const [segment] = await door.db.query(
      'select text from segments where recording_id = $1 order by index',
      [id],
    );
    expect(segment).toEqual({ text: 'word0 more' });
  });

  test('nor when it is somebody else’s', async () => {
    const id = await addTalk();
    const stranger = await door.createKey(await door.db.createTenant());
    const ask = (method: string, path: string, body?: unknown) =>
      door.fetch(`/v1/recordings/${id}/${path}`, {
        key: stranger,
        method,
        ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
      });
    for (const asked of [
      ask('PATCH', 'transcript/segments/0', { text: 'mine' }),
      ask('PATCH', 'speakers/S1', { name: 'mine' }),
      ask('POST', 'transcript/revert', { version: 1 }),
      ask('GET', 'transcript/versions'),
      ask('GET', 'transcript?version=1'),
    ])
      expect(await refusalOf(asked)).toEqual([404, 'recording-not-found']);
    expect((await transcriptOf(id)).version).toBe(1);
  });
});

describe('whoever has a transcript', () => {
  test('gets 304 until it changes, for each form of its own', async () => {
    const id = await addTalk();
    const tagOf = async (query: string, language = 'en') => {
      const answer = await get(`${id}/transcript${query}`, { 'accept-language': language });
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
      const answer = await get(`${id}/transcript`, { 'if-none-match': known });
      expect([answer.status, await answer.text()]).toEqual([304, '']);
      expect(answer.headers.get('etag')).toBe(tag);
    }
    await correct(id, 0, { text: 'a' });
    const answer = await get(`${id}/transcript`, { 'if-none-match': tag });
    expect([answer.status, answer.headers.get('etag')?.slice(0, 3)]).toEqual([200, '"2-']);
    expect((await get(`${id}/transcript?version=1`, { 'if-none-match': tag })).status).toBe(304);
  });

  test('gets a document under the name of the recording, in any script', async () => {
    const { id } = await uploadRecording(door, {
      query: `file_name=${encodeURIComponent('Запись “1”.wav')}`,
    });
    await happen(door, id, wholeStory);
    const answer = await get(`${id}/transcript?format=docx`);
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
    const id = await addTalk();
    const before = await readEvents(await get(`${id}/events`));
    await correct(id, 0, { text: 'a' });
    await name(id, 'S1', { name: 'Anna' });
    await revert(id, 1);
    const after = await readEvents(await get(`${id}/events`, { 'last-event-id': before.at(-1)?.id ?? '' }));
    expect(after.map(({ event, data }) => [event, data])).toEqual([
      ['revised', { version: 2, reason: 'corrected' }],
      ['revised', { version: 3, reason: 'named' }],
      ['revised', { version: 4, reason: 'reverted' }],
    ]);
    const late = await readEvents(await get(`${id}/events`));
    expect(late).toEqual([...before, ...after]);
    expect((await get(`${id}/events`, { 'last-event-id': late.at(-1)?.id ?? '' })).status).toBe(204);
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
