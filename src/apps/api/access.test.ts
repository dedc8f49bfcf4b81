import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, startTestApi, type TestApi } from '../../../test/support/api.ts';
import { happen, uploadRecording, wholeStory } from '../../../test/support/recordings.ts';
import { scopes } from '../../domain/identity/index.ts';
import type { ApiRoute } from './build-server.ts';
import type { ErrorBody } from './schemas/error.ts';

let door: TestApi;
let id: string;
let apiKeyId: string;
let webhookId: string;
let deliveryId: string;
let taskId: string;
beforeAll(async () => {
  door = await startTestApi();
  id = (await uploadRecording(door)).id;
  await happen(door, id, wholeStory);
  const [row] = await door.db.query<{ id: string }>('select id from api_keys where tenant_id = $1', [
    door.tenantId,
  ]);
  apiKeyId = row?.id ?? '';
  const [task] = await door.db.query<{ id: string }>('select id from tasks where recording_id = $1', [id]);
  taskId = task?.id ?? '';
  webhookId = await makeWebhook(door.key);
  const told = await door.fetch(`/v1/webhooks/${webhookId}/test`, { key: door.key, method: 'POST' });
  deliveryId = ((await told.json()) as { id: string }).id;
});
afterAll(() => door.close());

async function makeWebhook(key: string): Promise<string> {
  const answer = await door.fetch('/v1/webhooks', { key, method: 'POST', ...bodies['POST /v1/webhooks'] });
  return ((await answer.json()) as { id: string }).id;
}

function addressOf(route: ApiRoute): string {
  if (route.url.startsWith('/v1/webhooks')) return route.url.replace(':id', webhookId);
  if (route.url.startsWith('/v1/tasks')) return route.url.replace(':id', taskId);
  if (route.url.startsWith('/v1/deliveries')) return route.url.replace(':id', deliveryId);
  if (route.url.startsWith('/v1/models')) return route.url.replace(':id', 'no-such-model');
  const parts = route.url.replace(':index', '0').replace(':speaker', 'S1');
  return parts.replace(':id', route.url.includes('api-keys') ? apiKeyId : id);
}

const takesRecording = ['POST /v1/recordings', 'POST /files/upload'];

function call(route: ApiRoute, key?: string): Promise<Response> {
  const address = `${route.method} ${route.url}`;
  return door.fetch(addressOf(route), {
    method: route.method,
    ...(key === undefined ? {} : { key }),
    ...(takesRecording.includes(address) ? { body: makeRecording() } : {}),
    ...bodies[address],
  });
}

const json = (value: unknown) => ({
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
});
const bodies: Readonly<Record<string, ReturnType<typeof json>>> = {
  'POST /v1/api-keys': json({ name: 'x', scopes: ['recordings:read'] }),
  'POST /v1/webhooks': json({ url: 'http://127.0.0.1:9/hook' }),
  'PATCH /v1/webhooks/:id': json({ state: 'paused' }),
  'PATCH /v1/recordings/:id': json({ priority: 3 }),
  'PATCH /v1/recordings/:id/transcript/segments/:index': json({ text: 'mine now' }),
  'PATCH /v1/recordings/:id/speakers/:speaker': json({ name: 'Mine' }),
  'POST /v1/recordings/:id/transcript/revert': json({ version: 1 }),
  'PUT /v1/vocabulary': json({ hot_words: ['mine'], spellings: [] }),
  'POST /v1/tasks/retry': json({ state: 'dead' }),
  'PUT /v1/retention': json({ audio_days: 1, transcript_days: null, task_days: null }),
};

/** The door for OpenAI's clients has that API's names for what they know. */
const codeOn = (route: ApiRoute, ours: string, theirs: string) =>
  /^\/v1\/(audio|models)/.test(route.url) ? theirs : ours;

const guarded = () => door.api.routes.filter((route) => route.scope !== undefined);

async function snapshot(): Promise<unknown> {
  return door.db.query(
    `select r.id, r.state, r.last_event, t.state as task, (select count(*) from api_keys where revoked_at is null) as keys
     from recordings r join tasks t on t.recording_id = r.id where r.id = $1`,
    [id],
  );
}

describe('every route', () => {
  test('lies on disk where it lies on the wire', async () => {
    const folder = new URL('./routes/', import.meta.url);
    const files = (await readdir(folder, { recursive: true })).filter((file) =>
      /(get|post|put|patch|delete)\.ts$/.test(file),
    );
    const onDisk = files.map((file) => {
      const parts = file.replaceAll('\\', '/').replace(/\.ts$/, '').split('/');
      const method = parts.pop() ?? '';
      return `${method.toUpperCase()} /${parts.join('/').replaceAll(/\[(\w+)\]/g, ':$1')}`;
    });
    // The page at /docs comes whole from its plugin.
    const onWire = door.api.routes.filter((one) => !one.url.startsWith('/docs') && one.method !== 'HEAD');
    expect(onWire.map((route) => `${route.method} ${route.url}`).toSorted()).toEqual(onDisk.toSorted());
  });

  test('below /v1 and /files needs a scope, calls need a key, and no other needs either', () => {
    const open = door.api.routes.filter((route) => route.scope === undefined);
    expect(open.filter((route) => /^\/(v1|files)\b/.test(route.url))).toEqual([]);
    expect(guarded().filter((route) => !/^\/(v1|files)\b/.test(route.url))).toEqual([]);
    expect(open.filter((route) => route.keyed).map((route) => route.url)).toEqual(['/rpc']);
    expect(guarded().length).toBeGreaterThanOrEqual(12);
  });

  test('gives nothing to those without a key, or with a wrong one', async () => {
    const wrong = `${door.key.slice(0, -6)}AAAAAA`;
    for (const route of door.api.routes.filter((one) => one.scope !== undefined || one.keyed)) {
      for (const key of [undefined, wrong, 'efir_x', 'efir_', `${door.key}A`]) {
        const answer = await call(route, key);
        expect([route.method, route.url, answer.status]).toEqual([route.method, route.url, 401]);
        expect(((await answer.json()) as ErrorBody).error.code).toBe(
          codeOn(route, 'unauthorised', 'invalid_api_key'),
        );
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      }
    }
  });

  test('gives nothing to a key without its scope', async () => {
    for (const route of guarded()) {
      const key = await door.createKey(
        door.tenantId,
        scopes.filter((scope) => scope !== route.scope),
      );
      const answer = await call(route, key);
      expect([route.method, route.url, answer.status]).toEqual([route.method, route.url, 403]);
      const { error } = (await answer.json()) as ErrorBody;
      expect(error.code).toBe(codeOn(route, 'forbidden', 'insufficient_permissions'));
      expect(error.message).toContain(route.scope);
    }
  });

  test('shows and changes nothing of another tenant', async () => {
    const stranger = await door.createKey(await door.db.createTenant('stranger'));
    const before = await snapshot();
    for (const route of guarded()) {
      const answer = await call(route, stranger);
      const told = await answer.text();
      expect(told).not.toContain(id);
      expect(told).not.toContain(apiKeyId);
      expect(told).not.toContain(webhookId);
      expect(told).not.toContain(deliveryId);
      // Without a form there is nothing to wait for.
      const fine = route.url.startsWith('/v1/audio/') ? [400] : [200, 201, 202];
      // Files belong to a session, and none is named.
      const expected = route.url.includes(':id') || route.url === '/files' ? [404] : fine;
      expect(expected, `${route.method} ${route.url}`).toContain(answer.status);
    }
    const [row] = (await snapshot()) as Record<string, unknown>[];
    // The stranger's own new key is counted too.
    expect([{ ...row, keys: 0 }]).toEqual(
      (before as Record<string, unknown>[]).map((one) => ({ ...one, keys: 0 })),
    );
    expect((await door.fetch(`/v1/recordings/${id}/transcript`, { key: door.key })).status).toBe(200);
    expect((await door.fetch('/v1/api-keys', { key: door.key })).status).toBe(200);
  });

  test('answers an unknown address and every failure in one shape, with the id of the request', async () => {
    for (const [method, path] of [
      ['GET', '/v1/nothing'],
      ['PUT', `/v1/recordings/${id}`],
      ['GET', '/%zz'],
    ] as const) {
      const answer = await door.fetch(path, { method, headers: { 'x-request-id': 'mine' } });
      const body = (await answer.json()) as ErrorBody;
      expect([path, Object.keys(body.error).toSorted()]).toEqual([
        path,
        ['code', 'hint', 'message', 'request_id'],
      ]);
      expect([path, body.error.request_id, answer.headers.get('x-request-id')]).toEqual([
        path,
        'mine',
        'mine',
      ]);
    }
  });
});
