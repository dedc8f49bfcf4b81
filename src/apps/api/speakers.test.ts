import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { askAt, refusal } from '../../../test/support/asking.ts';
import { addTalk } from '../../../test/support/recordings.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

/** Of all answers that are asked for here. */
interface Body {
  readonly speaker: string;
  readonly segments: readonly { readonly speaker: string }[];
  readonly speakers: readonly unknown[];
  readonly versions: readonly { readonly version: number }[];
}

const ask = askAt<Body>(() => door);

describe('speakers', () => {
  const read = async (id: string, version = '') => {
    const { body } = await ask('GET', `/v1/recordings/${id}/transcript${version && `?version=${version}`}`);
    return { said: body.segments.map((one) => one.speaker), speakers: body.speakers };
  };

  test('are merged and come back', async () => {
    const id = await addTalk(door);
    await ask('PATCH', `/v1/recordings/${id}/speakers/S2`, { name: 'Bo' });
    await ask('PATCH', `/v1/recordings/${id}/transcript/segments/2`, { text: 'corrected' });
    const before = await read(id);
    const merged = await ask('POST', `/v1/recordings/${id}/speakers/merge`, { from: ['S2'], into: 'S1' });
    expect(merged.body).toEqual({ version: 4, speakers: [{ id: 'S1', seconds: 3 }] });
    expect((await read(id)).said).toEqual(['S1', 'S1', 'S1']);
    expect(await read(id, '3')).toEqual(before);
    expect((await read(id, '1')).speakers).toEqual([
      { id: 'S1', seconds: 2 },
      { id: 'S2', seconds: 1 },
    ]);
    const late = await ask('PATCH', `/v1/recordings/${id}/transcript/segments/0`, { speaker: 'S2' });
    expect(refusal(late)).toEqual([404, 'speaker-not-found']);
    expect(refusal(await ask('PATCH', `/v1/recordings/${id}/speakers/S2`, { name: 'x' }))[0]).toBe(404);
    await ask('PATCH', `/v1/recordings/${id}/transcript/segments/2`, { text: 'corrected again' });
    expect(await read(id, '3')).toEqual(before);
    await ask('POST', `/v1/recordings/${id}/transcript/revert`, { version: 3 });
    expect(await read(id)).toEqual(before);
    await ask('POST', `/v1/recordings/${id}/transcript/revert`, { version: 1 });
    expect((await read(id)).speakers).toEqual((await read(id, '1')).speakers);
    const { versions } = (await ask('GET', `/v1/recordings/${id}/transcript/versions`)).body;
    expect(versions.find((one) => one.version === 4)).toMatchObject({
      ...{ type: 'merged', segments: [2], speakers: ['S2'] },
    });
  });

  test('are split off, and are one again', async () => {
    const id = await addTalk(door);
    const split = await ask('POST', `/v1/recordings/${id}/speakers/split`, { segments: [1], name: ' Cy ' });
    expect(split.body).toEqual({
      version: 2,
      speaker: 'S3',
      speakers: [
        { id: 'S1', seconds: 1 },
        { id: 'S3', name: 'Cy', seconds: 1 },
        { id: 'S2', seconds: 1 },
      ],
    });
    expect((await read(id)).said).toEqual(['S1', 'S3', 'S2']);
    expect(await read(id, '1')).toEqual({
      said: ['S1', 'S1', 'S2'],
      speakers: [
        { id: 'S1', seconds: 2 },
        { id: 'S2', seconds: 1 },
      ],
    });
    await ask('POST', `/v1/recordings/${id}/speakers/merge`, { from: ['S3', 'S2'], into: 'S1' });
    expect((await read(id)).speakers).toEqual([{ id: 'S1', seconds: 3 }]);
    await ask('POST', `/v1/recordings/${id}/transcript/revert`, { version: 1 });
    expect(await read(id)).toEqual(await read(id, '1'));
    const again = await ask('POST', `/v1/recordings/${id}/speakers/split`, { segments: [2] });
    expect(again.body.speaker).toBe('S4');
  });

  test.each([
    ['merge', { from: ['S1'], into: 'S1' }, 400, 'request-invalid'],
    ['merge', { from: ['S9'], into: 'S1' }, 404, 'speaker-not-found'],
    ['merge', { from: [], into: 'S1' }, 400, 'request-invalid'],
    ['merge', { from: ['S2'], into: 'S1', version: 7 }, 409, 'version-conflict'],
    ['split', { segments: [9] }, 404, 'segment-not-found'],
    ['split', { segments: [0, 2] }, 400, 'request-invalid'],
    ['split', { segments: [0], name: '\u0007' }, 400, 'request-invalid'],
    ['split', { segments: [0], version: 7 }, 409, 'version-conflict'],
  ])('stay as they are: %s %j', async (way, body, status, code) => {
    const id = await addTalk(door);
    expect(refusal(await ask('POST', `/v1/recordings/${id}/speakers/${way}`, body))).toEqual([status, code]);
    expect((await read(id)).said).toEqual(['S1', 'S1', 'S2']);
  });
});
