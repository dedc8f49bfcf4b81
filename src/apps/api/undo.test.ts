import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { createEditor, refusalOf } from '../../../test/support/editor.ts';
import { createUser, signIn } from '../../../test/support/people.ts';
import type { Transcript } from '../../compute/speech/transcript.ts';

let door: TestApi;
let editor: ReturnType<typeof createEditor>;
beforeAll(async () => {
  door = await startTestApi();
  editor = createEditor(door);
});
afterAll(() => door.close());

const undo = (id: string, version: unknown, headers?: Record<string, string>) =>
  editor.send('POST', `${id}/transcript/undo`, { version }, headers);
const merge = (id: string, from: string[], into: string) =>
  editor.send('POST', `${id}/speakers/merge`, { from, into });
const split = (id: string, segments: number[]) => editor.send('POST', `${id}/speakers/split`, { segments });
const assign = (id: string, segments: number[], speaker: string | null, version?: number) =>
  editor.send('POST', `${id}/speakers/assign`, { segments, speaker, ...(version ? { version } : {}) });
const without = ({ version: _, ...rest }: Transcript) => rest;

describe('one change is undone', () => {
  test('and what came behind it stays; to undo that makes it anew', async () => {
    const id = await editor.addTalk();
    await editor.correct(id, 0, { text: 'mine', certain: true });
    await editor.correct(id, 2, { text: 'another’s' });
    const both = await editor.read(id);
    expect(await (await undo(id, 2)).json()).toEqual({ version: 4 });
    const { segments } = await editor.read(id);
    expect(segments.map(({ text }) => text)).toEqual(['word0 more', 'word1 more', 'another’s']);
    expect(segments[0]?.words.map(({ confidence }) => confidence)).toEqual([0.9, 0.9]);
    expect(await (await undo(id, 4)).json()).toEqual({ version: 5 });
    expect(without(await editor.read(id))).toEqual(without(both));
    const { versions } = (await (await editor.get(`${id}/transcript/versions?limit=2`)).json()) as {
      versions: object[];
    };
    expect(versions).toMatchObject([
      { type: 'undone', undid: 4, segments: [0] },
      {
        type: 'undone',
        undid: 2,
        corrections: [{ index: 0, was: { text: 'mine' }, is: { text: 'word0 more' } }],
      },
    ]);
  });

  test('unless anything of it was changed since: words, doubts, a name, a speaker', async () => {
    const id = await editor.addTalk();
    await editor.correct(id, 0, { text: 'word0 less' });
    await editor.correct(id, 0, { certain: true });
    expect(await refusalOf(undo(id, 2))).toEqual([409, 'change-overwritten']);
    await undo(id, 3);
    await editor.name(id, 'S1', { name: 'Anna' });
    await editor.name(id, 'S1', { name: 'Bo' });
    expect(await refusalOf(undo(id, 5))).toEqual([409, 'change-overwritten']);
    expect((await undo(id, 2)).status).toBe(200);
    await assign(id, [2], 'S1');
    await merge(id, ['S2'], 'S1');
    expect(await refusalOf(undo(id, 8))).toEqual([409, 'change-overwritten']);
    expect((await editor.read(id)).speakers).toMatchObject([{ id: 'S1', name: 'Bo', seconds: 3 }]);
  });

  test.each([
    ['a merging', (id: string) => merge(id, ['S2'], 'S1')],
    ['a splitting', (id: string) => split(id, [1])],
    ['a naming', (id: string) => editor.name(id, 'S2', { name: 'Bo' })],
    ['an assignment', (id: string) => assign(id, [0, 1], 'S2')],
    ['a return', (id: string) => editor.revert(id, 1)],
  ])('%s', async (_what, change) => {
    const id = await editor.addTalk();
    await editor.name(id, 'S1', { name: 'Anna' });
    const before = await editor.read(id);
    expect((await change(id)).status).toBe(200);
    const after = await editor.read(id);
    expect((await undo(id, 3)).status).toBe(200);
    expect(without(await editor.read(id))).toEqual(without(before));
    await undo(id, 4);
    expect(without(await editor.read(id))).toEqual(without(after));
  });

  test('not a splitting whose speaker was given more to say since', async () => {
    const id = await editor.addTalk();
    await split(id, [1]);
    await assign(id, [2], 'S3');
    expect(await refusalOf(undo(id, 2))).toEqual([409, 'change-overwritten']);
    expect((await editor.read(id)).segments.map(({ speaker }) => speaker)).toEqual(['S1', 'S3', 'S3']);
  });

  test('not for the wrong version, nor for what is none', async () => {
    const id = await editor.addTalk();
    await editor.correct(id, 0, { text: 'a' });
    expect(await refusalOf(undo(id, 2, { 'if-match': '"1-x"' }))).toEqual([409, 'version-conflict']);
    expect(await refusalOf(undo(id, 3))).toEqual([404, 'version-not-found']);
    for (const version of [1, 0, -1, '2', null, 2 ** 31])
      expect(await refusalOf(undo(id, version))).toEqual([400, 'request-invalid']);
    const stranger = await door.createKey(await door.db.createTenant());
    const answer = await door.fetch(`/v1/recordings/${id}/transcript/undo`, {
      key: stranger,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"version":2}',
    });
    expect(answer.status).toBe(404);
  });
});

describe('segments are given to a speaker', () => {
  test('all in one version', async () => {
    const id = await editor.addTalk();
    const answer = await assign(id, [0, 2, 0], 'S2', 1);
    expect(await answer.json()).toMatchObject({ version: 2, speakers: [{ id: 'S2' }, { id: 'S1' }] });
    expect(await (await assign(id, [2], 'S2')).json()).toMatchObject({ version: 2 });
    await assign(id, [0, 1, 2], null);
    expect((await editor.read(id)).segments.map(({ speaker }) => speaker)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('who is there, and only segments that are', async () => {
    const id = await editor.addTalk();
    expect(await refusalOf(assign(id, [0], 'S9'))).toEqual([404, 'speaker-not-found']);
    expect(await refusalOf(assign(id, [0], '\0'))).toEqual([404, 'speaker-not-found']);
    expect(await refusalOf(assign(id, [0, 7], 'S1'))).toEqual([404, 'segment-not-found']);
    expect(await refusalOf(assign(id, [], 'S1'))).toEqual([400, 'request-invalid']);
    await editor.correct(id, 0, { text: 'a' });
    expect(await refusalOf(assign(id, [0], 'S2', 1))).toEqual([409, 'version-conflict']);
    expect((await editor.read(id)).version).toBe(2);
  });
});

describe('whoever has a version', () => {
  test('gets what makes the newest of it, and who did that', async () => {
    const id = await editor.addTalk();
    const anna = await createUser(door.db, { tenantId: door.tenantId, name: 'Anna' });
    const cookie = await signIn(door.db, anna);
    await editor.correct(id, 1, { text: 'a' });
    await editor.send('PATCH', `${id}/speakers/S2`, { name: 'Bo' });
    await door.fetch(`/v1/recordings/${id}/transcript/segments/2`, {
      method: 'PATCH',
      headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: '{"text":"b"}',
    });
    const read = async (after: number) =>
      (await editor.get(`${id}/transcript/changes?after=${after}`)).json() as Promise<{
        segments: { index: number }[];
        changes: object[];
      }>;
    expect(await read(2)).toMatchObject({
      version: 4,
      segments: [{ index: 2, text: 'b', words: [{ text: 'b' }] }],
      speakers: [{ id: 'S1' }, { id: 'S2', name: 'Bo' }],
      changes: [
        {
          version: 3,
          type: 'named',
          api_key: { name: 'test' },
          names: [{ speaker: 'S2', was: null, is: 'Bo' }],
        },
        { version: 4, type: 'corrected', user: { id: anna.id, name: 'Anna' } },
      ],
    });
    expect((await read(1)).segments.map(({ index }) => index)).toEqual([1, 2]);
    expect(await read(4)).toMatchObject({ version: 4, segments: [], changes: [] });
    expect(await read(100)).toMatchObject({ version: 4, segments: [], changes: [] });
    // Behind very many, too, all that changed is there; of what was done, the newest.
    await door.db.query(
      `insert into transcript_changes (tenant_id, recording_id, version, change)
       select tenant_id, recording_id, 4 + number, jsonb_build_object('type', 'named', 'names', '[]'::jsonb)
       from transcript_changes, generate_series(1, 300) number where recording_id = $1 and version = 2`,
      [id],
    );
    await door.db.query('update transcripts set version = 304 where recording_id = $1', [id]);
    const late = await read(1);
    expect(late).toMatchObject({ version: 304, segments: [{ index: 1 }, { index: 2 }] });
    expect([late.changes.length, late.changes[0], late.changes.at(-1)]).toMatchObject([
      200,
      { version: 105 },
      { version: 304 },
    ]);
  });
});
