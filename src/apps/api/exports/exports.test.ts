import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../../test/support/api.ts';
import { happen, talkStory, uploadRecording } from '../../../../test/support/recordings.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());
const upload = async (name: string) =>
  (await uploadRecording(door, { query: `file_name=${encodeURIComponent(name)}` })).id;

describe('an export', () => {
  const exportAll = (body: object, key = door.key) =>
    door.fetch('/v1/recordings/export', {
      key,
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  const unpack = async (answer: Response) => {
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    return new Map(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));
  };
  const addNamed = async (name: string) => {
    const id = await upload(name);
    await happen(door, id, talkStory);
    return id;
  };

  test('holds a file for each recording that has a transcript, under names that every system takes', async () => {
    const names = ['a.wav', 'A.mp3', '../../etc/cron.d/x.wav', 'nul.wav', 'Ура 🎉.wav'];
    const ids: string[] = [];
    for (const name of names) ids.push(await addNamed(name));
    const waiting = await upload('waits.wav');
    const answer = await exportAll({ ids: [...ids, waiting, ids[0], 'odd'], format: 'txt', times: true });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
    expect(answer.headers.get('content-disposition')).toMatch(/efir-\d{4}-\d\d-\d\d-txt\.zip/);
    expect(answer.headers.get('x-efir-left-out')).toBe('1');
    const files = await unpack(answer);
    expect([...files.keys()]).toEqual(['a.txt', 'A (2).txt', 'x.txt', '_nul.txt', 'Ура 🎉.txt']);
    for (const text of files.values()) expect(text).toContain('word0 more');
    const word = await exportAll({ ids, format: 'docx' });
    expect([...(await unpack(word)).values()].every((bytes) => bytes.startsWith('PK'))).toBe(true);
  });

  test('gives nothing of others, and says so where there is nothing', async () => {
    const id = await addNamed('mine.wav');
    const stranger = await door.createKey(await door.db.createTenant());
    const theirs = await exportAll({ ids: [id] }, stranger);
    expect([theirs.status, ((await theirs.json()) as { error: { code: string } }).error.code]).toEqual([
      409,
      'export-empty',
    ]);
    for (const body of [{ ids: [] }, { ids: [id], format: 'exe' }, { ids: Array(501).fill(id) }, {}])
      expect((await exportAll(body)).status).toBe(400);
  });
});
