import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, measureLeftovers, startTestApi, type TestApi } from '../../../test/support/api.ts';
import type { ErrorBody } from './schemas/error.ts';
import type { RecordingBody } from './schemas/recording.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

const url = '/v1/recordings';
const recordingOf = async (answer: Response) => (await answer.json()) as RecordingBody;
const codeOf = async (answer: Response) => ((await answer.json()) as ErrorBody).error.code;
const leftBehind = (work: () => Promise<void>) => measureLeftovers(door, work);

describe('Idempotency-Key', () => {
  const send = (key: string, body: Buffer<ArrayBuffer>, path = `${url}?file_name=a.wav`) =>
    door.fetch(path, { key: door.key, method: 'POST', body, headers: { 'idempotency-key': key } });

  test('the same request again gives the same recording, and keeps one file', async () => {
    const left = await leftBehind(async () => {
      const first = await send('k1', makeRecording());
      const second = await send('k1', makeRecording());
      expect([first.status, second.status]).toEqual([202, 202]);
      expect(second.headers.get('idempotency-replayed')).toBe('true');
      expect((await recordingOf(second)).id).toBe((await recordingOf(first)).id);
    });
    expect(left).toEqual({ rows: 1, files: 1 });
  });

  test.each([
    ['another body', () => send('k2', makeRecording(6_000))],
    ['another name', () => send('k2', makeRecording(), `${url}?file_name=b.wav`)],
    ['other options', () => send('k2', makeRecording(), `${url}?file_name=a.wav&language=ru`)],
  ])('with %s is a conflict, and nothing stays', async (_what, again) => {
    await send('k2', makeRecording());
    const left = await leftBehind(async () => {
      const answer = await again();
      expect([answer.status, await codeOf(answer)]).toEqual([409, 'idempotency-conflict']);
    });
    expect(left).toEqual({ rows: 0, files: 0 });
  });

  test('many at once make one recording', async () => {
    const left = await leftBehind(async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => send('k3', makeRecording())));
      expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(202));
      const ids = await Promise.all(answers.map(async (answer) => (await recordingOf(answer)).id));
      expect(new Set(ids).size).toBe(1);
      expect(answers.filter((answer) => !answer.headers.has('idempotency-replayed'))).toHaveLength(1);
    });
    expect(left).toEqual({ rows: 1, files: 1 });
  });

  test('is free again after a day, and belongs to one tenant', async () => {
    const first = await recordingOf(await send('k4', makeRecording()));
    const other = await door.createKey(await door.db.createTenant());
    const elsewhere = await door.fetch(url, {
      key: other,
      method: 'POST',
      body: makeRecording(9_000),
      headers: { 'idempotency-key': 'k4' },
    });
    expect(elsewhere.status).toBe(202);
    await door.db.query(
      "update idempotency_keys set created_at = now() - interval '25 hours' where key = 'k4'",
    );
    const later = await send('k4', makeRecording(6_000));
    expect(later.status).toBe(202);
    expect((await recordingOf(later)).id).not.toBe(first.id);
  });

  test('is free again when its recording is deleted', async () => {
    const first = await recordingOf(await send('k5', makeRecording()));
    await door.fetch(`${url}/${first.id}`, { key: door.key, method: 'DELETE' });
    expect((await send('k5', makeRecording(6_000))).status).toBe(202);
  });

  test('of a wrong shape is named in the answer', async () => {
    const answer = await send('x'.repeat(256), makeRecording());
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as ErrorBody).error.message).toContain('idempotency-key');
  });
});
