import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, measureLeftovers, startTestApi, type TestApi } from '../../../test/support/api.ts';
import { uploadRecording } from '../../../test/support/recordings.ts';
import { newsTypes } from '../../domain/delivery/index.ts';
import type { RecordingBody } from './schemas/recording.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

const hook = 'http://127.0.0.1:9000/hook';

async function call(method: string, path: string, body?: unknown, key = door.key): Promise<Response> {
  return door.fetch(path, {
    key,
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
}

async function read<Body>(answer: Response, status = 200): Promise<Body> {
  const text = await answer.text();
  expect([answer.status, text]).toEqual([status, expect.any(String)]);
  return JSON.parse(text) as Body;
}

type Webhook = Record<'id' | 'url' | 'secret' | 'state', string> & { events: string[]; failures: number };
const create = async (body: object = { url: hook }, key?: string) =>
  read<Webhook>(await call('POST', '/v1/webhooks', body, key), 201);

describe('a webhook', () => {
  test('is made with all news, shows its secret once, is changed and deleted', async () => {
    const answer = await call('POST', '/v1/webhooks', { url: 'HTTP://127.1:9000/a/../hook#top' });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const made = await read<Webhook>(answer, 201);
    const path = `/v1/webhooks/${made.id}`;
    expect(answer.headers.get('location')).toBe(path);
    expect(made).toMatchObject({ url: hook, events: newsTypes, state: 'active', failures: 0 });
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);

    const { secret: _, ...shown } = made;
    expect(await read(await call('GET', path))).toEqual(shown);
    const { webhooks } = await read<{ webhooks: Webhook[] }>(await call('GET', '/v1/webhooks'));
    expect(webhooks).toContainEqual(shown);

    const change = { url: `${hook}/2`, events: ['recording.failed', 'recording.failed'], state: 'paused' };
    const changed = await read(await call('PATCH', path, change));
    expect(changed).toMatchObject({
      url: `${hook}/2`,
      events: ['recording.failed'],
      state: 'paused',
      reason: null,
    });
    expect(await read(await call('PATCH', path, {}))).toEqual(changed);
    expect(await read(await call('PATCH', path, { state: 'active' }))).toMatchObject({ state: 'active' });

    const rotated = await read<{ secret: string }>(await call('POST', `${path}/rotate-secret`));
    expect(rotated.secret).not.toBe(made.secret);
    const log = await (await call('GET', path)).text();
    expect(log).not.toContain(rotated.secret);

    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('DELETE', path)).status).toBe(404);
    expect((await call('GET', path)).status).toBe(404);
    expect((await call('PATCH', path, {})).status).toBe(404);
    expect((await call('POST', `${path}/rotate-secret`)).status).toBe(404);
  });

  test.each([
    ['http://10.0.0.1/', 'it leads into a private network'],
    ['http://0300.0250.1.1/', 'it leads into a private network'],
    ['http://0xa9fea9fe/latest', 'it leads into a private network'],
    ['http://[::ffff:10.0.0.1]/', 'it leads into a private network'],
    ['ftp://example.com/', 'it does not begin with https:// or http://'],
    ['https://name:word@example.com/', 'it holds a user name or a password'],
    ['https://8.8.8.8:25/', 'its port is below 1024, and neither 80 nor 443'],
    ['hook', 'it is no web address'],
  ])('at %s is refused: %s', async (url, sentence) => {
    const answer = await call('POST', '/v1/webhooks', { url });
    const { error } = await read<{ error: { code: string; message: string; hint: string } }>(answer, 422);
    expect(error.code).toBe('url-forbidden');
    expect(error.message).toContain(sentence);
    expect(error.message).not.toContain('word@');
    const { id } = await create();
    expect((await call('PATCH', `/v1/webhooks/${id}`, { url })).status).toBe(422);
    expect((await call('DELETE', `/v1/webhooks/${id}`)).status).toBe(204);
  });

  test('is refused in Russian too', async () => {
    const answer = await door.fetch('/v1/webhooks', {
      key: door.key,
      method: 'POST',
      body: JSON.stringify({ url: 'http://192.168.0.1/' }),
      headers: { 'content-type': 'application/json', 'accept-language': 'ru' },
    });
    const { error } = await read<{ error: { message: string } }>(answer, 422);
    expect(error.message).toBe('Адрес «http://192.168.0.1/» не вызывается: он ведёт в частную сеть.');
  });

  test.each([
    {},
    { url: 5 },
    { url: '' },
    { url: `https://example.com/${'a'.repeat(3000)}` },
    { url: hook, events: [] },
    { url: hook, events: ['recording.started'] },
    { url: hook, events: 'recording.failed' },
    { url: hook, secret: 'whsec_mine' },
    [],
    null,
  ])('%j cannot be made', async (body) => {
    const answer = await call('POST', '/v1/webhooks', body);
    const { error } = await read<{ error: { code: string } }>(answer, 400);
    expect(error.code).toBe('request-invalid');
  });

  test('is one of twenty at most, also when two are made at once', async () => {
    const key = await door.createKey(await door.db.createTenant('collector'));
    const answers = await Promise.all(
      Array.from({ length: 25 }, () => call('POST', '/v1/webhooks', { url: hook }, key)),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...Array(20).fill(201), ...Array(5).fill(409)]);
    const full = answers.find(({ status }) => status === 409);
    expect(await full?.text()).toContain('20');
  });

  test('is looked at with one scope and changed with another', async () => {
    const { id } = await create();
    const reader = await door.createKey(door.tenantId, ['webhooks:read']);
    expect((await call('GET', `/v1/webhooks/${id}`, undefined, reader)).status).toBe(200);
    expect((await call('PATCH', `/v1/webhooks/${id}`, {}, reader)).status).toBe(403);
    expect((await call('POST', `/v1/webhooks/${id}/test`, undefined, reader)).status).toBe(403);
  });
});

describe('the log of deliveries', () => {
  test('comes page by page, newest first, of one webhook or of all', async () => {
    const key = await door.createKey(await door.db.createTenant('logger'));
    const [one, two] = [await create({ url: hook }, key), await create({ url: hook }, key)];
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      const { id } = index % 2 === 0 ? one : two;
      const told = await call('POST', `/v1/webhooks/${id}/test`, undefined, key);
      ids.unshift((await read<{ id: string }>(told, 202)).id);
    }
    type Page = { deliveries: { id: string; type: string; state: string }[]; next_cursor: string | null };
    const page = async (path: string) => read<Page>(await call('GET', path, undefined, key));
    const first = await page('/v1/deliveries?limit=3');
    expect(first.deliveries.map(({ id }) => id)).toEqual(ids.slice(0, 3));
    const second = await page(`/v1/deliveries?limit=3&cursor=${first.next_cursor}`);
    expect([second.deliveries.map(({ id }) => id), second.next_cursor]).toEqual([ids.slice(3), null]);
    expect((await page(`/v1/webhooks/${two.id}/deliveries`)).deliveries.length).toBe(2);
    expect((await page('/v1/deliveries?state=failed')).deliveries).toEqual([]);
    const other = '01900000-0000-7000-8000-0000000000ff';
    expect((await page(`/v1/deliveries?recording_id=${other}`)).deliveries).toEqual([]);
    for (const query of ['cursor=x', 'limit=0', 'limit=101', 'state=held', 'recording_id=x', 'what=ever']) {
      expect([query, (await call('GET', `/v1/deliveries?${query}`, undefined, key)).status]).toEqual([
        query,
        400,
      ]);
    }
    for (const id of [other, 'x']) {
      expect((await call('GET', `/v1/deliveries/${id}`, undefined, key)).status).toBe(404);
      expect((await call('POST', `/v1/deliveries/${id}/resend`, undefined, key)).status).toBe(404);
      expect((await call('GET', `/v1/webhooks/${id}/deliveries`, undefined, key)).status).toBe(404);
    }
  });

  test('forgets what is older than a month', async () => {
    const { id } = await create();
    const told = async () =>
      (await read<{ id: string }>(await call('POST', `/v1/webhooks/${id}/test`), 202)).id;
    const [old, young] = [await told(), await told()];
    const end = (age: string, delivery: string) =>
      door.db.query('update deliveries set created_at = now() - $1::interval where id = $2', [age, delivery]);
    await end('31 days', old);
    await end('29 days', young);
    await told();
    expect((await call('GET', `/v1/deliveries/${old}`)).status).toBe(404);
    expect((await call('GET', `/v1/deliveries/${young}`)).status).toBe(200);
  });
});

describe('a callback of a recording', () => {
  test('is kept with the recording, from the query and from a form', async () => {
    const query = `callback_url=${encodeURIComponent('http://127.1:9000/x')}`;
    const { options } = await uploadRecording(door, { query });
    expect(options).toEqual({ callback_url: 'http://127.0.0.1:9000/x' });
    const form = new FormData();
    form.append('file', new File([makeRecording()], 'talk.wav'));
    form.append('callback_url', hook);
    const answer = await door.fetch('/v1/recordings', { key: door.key, method: 'POST', body: form });
    expect((await read<RecordingBody>(answer, 202)).options).toEqual({ callback_url: hook });
  });

  test('that leads into a private network is refused, and nothing is kept', async () => {
    const left = await measureLeftovers(door, async () => {
      const url = encodeURIComponent('http://169.254.169.254/');
      const query = await door.fetch(`/v1/recordings?callback_url=${url}`, {
        key: door.key,
        method: 'POST',
        body: makeRecording(),
      });
      expect((await read<{ error: { code: string } }>(query, 422)).error.code).toBe('url-forbidden');
      for (const behind of [false, true]) {
        const form = new FormData();
        const add = [
          () => form.append('file', new File([makeRecording()], 'talk.wav')),
          () => form.append('callback_url', 'http://[::1]/'),
        ];
        for (const step of behind ? add : add.toReversed()) step();
        const answer = await door.fetch('/v1/recordings', { key: door.key, method: 'POST', body: form });
        expect((await read<{ error: { code: string } }>(answer, 422)).error.code).toBe('url-forbidden');
      }
    });
    expect(left).toEqual({ rows: 0, files: 0 });
  });
});
