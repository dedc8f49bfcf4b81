import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { createEditor, messageOf, refusalOf } from '../../../test/support/editor.ts';
import { happen, uploadRecording, wholeStory } from '../../../test/support/recordings.ts';
import type { Transcript } from '../../compute/speech/transcript.ts';
import type { ErrorBody } from './schemas/error.ts';

let door: TestApi;
let editor: ReturnType<typeof createEditor>;
beforeAll(async () => {
  door = await startTestApi();
  editor = createEditor(door);
});
afterAll(() => door.close());

describe('a segment', () => {
  test('is corrected with its times kept, as a new version', async () => {
    const id = await editor.addTalk();
    const before = await editor.read(id);
    expect(before).toMatchObject({ version: 1, text: 'word0 more word1 more word2 more' });
    const answer = await editor.correct(id, 1, { text: '  Word1,\n  much more ' });
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
    const after = await editor.read(id);
    expect(after).toMatchObject({ version: 2, text: 'word0 more Word1, much more word2 more' });
    expect(after.segments).toEqual(before.segments.with(1, segment));
    expect(await (await editor.get(`${id}/transcript?format=txt`)).text()).toContain('much more');
  });

  test('may become empty and get words again, and may change its speaker', async () => {
    const id = await editor.addTalk();
    await editor.correct(id, 0, { text: '' });
    expect((await editor.read(id)).segments[0]).toMatchObject({ text: '', words: [], start: 0, end: 1 });
    await editor.correct(id, 0, { text: 'ab cd', speaker: 'S2' });
    expect((await editor.read(id)).segments[0]).toMatchObject({
      text: 'ab cd',
      speaker: 'S2',
      words: [
        { text: 'ab', start: 0, end: 0.5 },
        { text: 'cd', start: 0.5, end: 1 },
      ],
    });
    await editor.correct(id, 0, { speaker: null });
    expect((await editor.read(id)).segments[0]).not.toHaveProperty('speaker');
    expect((await editor.read(id)).version).toBe(4);
  });

  test('that is right already makes no new version', async () => {
    const id = await editor.addTalk();
    const answer = await editor.correct(id, 0, { text: ' word0  more', speaker: 'S1' });
    expect(await answer.json()).toMatchObject({ version: 1, segment: { text: 'word0 more' } });
    expect((await editor.read(id)).version).toBe(1);
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
    const id = await editor.addTalk();
    const [status, code] = await refusalOf(editor.correct(id, 0, body));
    expect([status, code]).toEqual([400, 'request-invalid']);
    expect(await messageOf(editor.correct(id, 0, body))).toContain(told);
    expect((await editor.read(id)).version).toBe(1);
  });

  test('refuses broken halves of characters, and a body that is too large', async () => {
    const id = await editor.addTalk();
    const broken = door.fetch(`/v1/recordings/${id}/transcript/segments/0`, {
      key: door.key,
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: String.raw`{"text": "half \ud83d of a face"}`,
    });
    expect(await messageOf(broken)).toContain('U+D83D');
    expect(await messageOf(editor.correct(id, 0, { text: 'ы'.repeat(2_000_000) }))).toContain('too large');
    expect((await editor.read(id)).version).toBe(1);
  });

  test.each([
    '<script>alert(1)</script> & "quotes"',
    '\u200fשלום עולם\u200e \u202eback',
    '👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301',
    "'; drop table segments; --",
    '--> 00:00:01.000',
    '\\u0000 \\',
  ])('takes %j as it is', async (text) => {
    const id = await editor.addTalk();
    const expected = text.normalize('NFC');
    expect(await (await editor.correct(id, 0, { text })).json()).toMatchObject({
      segment: { text: expected },
    });
    expect((await editor.read(id)).segments[0]?.text).toBe(expected);
    const vtt = await (await editor.get(`${id}/transcript?format=vtt`)).text();
    expect(vtt).not.toContain('<script>');
  });

  test('of ten thousand words is corrected again and again', async () => {
    const id = await editor.addTalk();
    const many = (letter: string) =>
      Array.from({ length: 10_000 }, (_, index) => `${letter}${index}`).join(' ');
    expect((await editor.correct(id, 0, { text: many('a') })).status).toBe(200);
    expect((await editor.correct(id, 0, { text: many('b') })).status).toBe(200);
    expect((await editor.correct(id, 0, { text: `${many('b')} end` })).status).toBe(200);
    const { segments, version } = await editor.read(id);
    expect([version, segments[0]?.words.length, segments[0]?.words.at(-1)?.text]).toEqual([4, 10_001, 'end']);
    expect((await editor.read(id, 2)).segments[0]?.text).toBe(many('a'));
  });

  test('that is not there is not found', async () => {
    const id = await editor.addTalk();
    for (const index of ['3', '-1', '1.5', 'x', '4294967296', '9999999999', '%00', '0x0', '١']) {
      expect([index, await refusalOf(editor.correct(id, index, { text: 'a' }))]).toEqual([
        index,
        [404, 'segment-not-found'],
      ]);
    }
    for (const speaker of ['S3', 's1', '\u0000', "'", 'x'.repeat(200)]) {
      expect(await refusalOf(editor.correct(id, 0, { speaker }))).toEqual([404, 'speaker-not-found']);
    }
  });
});

describe('two who change the same transcript', () => {
  test('lose nothing: the later one is told', async () => {
    const id = await editor.addTalk();
    const [first, second] = await Promise.all([
      editor.correct(id, 0, { text: 'first', version: 1 }),
      editor.correct(id, 1, { text: 'second', version: 1 }),
    ]);
    expect([first.status, second.status].toSorted()).toEqual([200, 409]);
    const late = (first.status === 409 ? first : second).clone();
    const { error } = (await late.json()) as ErrorBody;
    expect(error.code).toBe('version-conflict');
    expect(error.message).toMatch(/version 2.*1/);
    const { segments } = await editor.read(id);
    expect(segments.filter(({ text }) => ['first', 'second'].includes(text))).toHaveLength(1);
  });

  test('may both change what is there when they name no version: each change is kept', async () => {
    const id = await editor.addTalk();
    const texts = Array.from({ length: 8 }, (_, index) => `text ${index}`);
    const answers = await Promise.all(texts.map((text, index) => editor.correct(id, index % 3, { text })));
    expect(answers.map(({ status }) => status)).toEqual(texts.map(() => 200));
    expect((await editor.read(id)).version).toBe(9);
    const seen: string[] = [];
    for (let version = 1; version <= 9; version += 1)
      seen.push(...(await editor.read(id, version)).segments.map(({ text }) => text));
    expect(texts.filter((text) => !seen.includes(text))).toEqual([]);
  });

  test('may say what they have seen by If-Match', async () => {
    const id = await editor.addTalk();
    const tag = (await editor.get(`${id}/transcript?format=vtt`)).headers.get('etag') ?? '';
    expect((await editor.correct(id, 0, { text: 'a' }, { 'if-match': `W/${tag}` })).status).toBe(200);
    expect(await refusalOf(editor.correct(id, 0, { text: 'b' }, { 'if-match': tag }))).toEqual([
      409,
      'version-conflict',
    ]);
    expect(await refusalOf(editor.revert(id, 1, { 'if-match': tag }))).toEqual([409, 'version-conflict']);
    expect((await editor.correct(id, 0, { text: 'c' }, { 'if-match': '*' })).status).toBe(200);
    expect((await editor.correct(id, 0, { text: 'd', version: 3 }, { 'if-match': '"3"' })).status).toBe(200);
    for (const wrong of ['"x"', '3', '"3", "4"', '""']) {
      expect(await refusalOf(editor.correct(id, 0, { text: 'e' }, { 'if-match': wrong }))).toEqual([
        400,
        'request-invalid',
      ]);
    }
    expect(await refusalOf(editor.correct(id, 0, { text: 'e', version: 4 }, { 'if-match': '"3"' }))).toEqual([
      400,
      'request-invalid',
    ]);
  });
});

describe('a transcript that is not there', () => {
  test('cannot be changed: not while the recording is in work, nor when it failed', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, wholeStory.slice(0, 3));
    const all = () => [
      editor.correct(id, 0, { text: 'a' }),
      editor.name(id, 'S1', { name: 'a' }),
      editor.revert(id, 1),
      editor.get(`${id}/transcript/versions`),
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
    const id = await editor.addTalk();
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
    expect((await editor.read(id)).version).toBe(1);
  });
});
