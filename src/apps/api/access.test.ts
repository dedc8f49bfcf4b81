import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecording, startTestApi, type TestApi } from '../../../test/support/api.ts';
import { createUser, signIn, type TestUser } from '../../../test/support/people.ts';
import { happen, uploadRecording, wholeStory } from '../../../test/support/recordings.ts';
import { issueTokens, openSigningKeys, scopes } from '../../domain/identity/index.ts';
import type { ApiRoute } from './build-server.ts';
import { isOpenaiAddress } from './openai/describe-openai-error.ts';
import type { ErrorBody } from './schemas/error.ts';

let door: TestApi;
let id: string;
let apiKeyId: string;
let webhookId: string;
let deliveryId: string;
let taskId: string;
let member: TestUser;
let invitationId: string;
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
  member = await createUser(door.db, { tenantId: door.tenantId });
  const invited = await door.fetch('/v1/invitations', {
    key: door.key,
    method: 'POST',
    ...bodies['POST /v1/invitations'],
  });
  invitationId = ((await invited.json()) as { id: string }).id;
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
  if (route.url === '/v1/search') return `${route.url}?q=word0`;
  const parts = route.url
    .replace(':index', '0')
    .replace(':speaker', 'S1')
    .replace(':tag', 'theirs')
    .replace(/:(highlight|share)/, '019f0000-0000-7000-8000-000000000002');
  const address = parts.replace(':id', route.url.includes('api-keys') ? apiKeyId : id);
  return route.url.endsWith('/transcript/changes') ? `${address}?after=1` : address;
}

const takesRecording = ['POST /v1/recordings', 'POST /files/upload'];

function call(route: ApiRoute, key?: string, headers: Record<string, string> = {}): Promise<Response> {
  const address = `${route.method} ${route.url}`;
  return door.fetch(addressOf(route), {
    method: route.method,
    ...(key === undefined ? {} : { key }),
    ...(takesRecording.includes(address) ? { body: makeRecording() } : {}),
    ...bodies[address],
    headers: {
      // The protocol of uploads that go on, without which nothing is looked at.
      ...(route.url.startsWith('/v1/uploads') ? { 'tus-resumable': '1.0.0' } : {}),
      ...bodies[address]?.headers,
      ...headers,
    },
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
  'POST /v1/recordings/:id/speakers/merge': json({ from: ['S2'], into: 'S1' }),
  'POST /v1/recordings/:id/speakers/split': json({ segments: [0] }),
  'PUT /v1/recordings/:id/tags': json({ tags: ['mine'] }),
  'PUT /v1/recordings/:id/folder': json({ folder_id: null }),
  'POST /v1/recordings/:id/highlights': json({ start: 0, end: 1 }),
  'PATCH /v1/recordings/:id/highlights/:highlight': json({ note: 'mine' }),
  'POST /v1/recordings/:id/shares': json({}),
  'POST /v1/recordings/bulk': json({ action: 'delete', ids: ['019f0000-0000-7000-8000-000000000001'] }),
  'POST /v1/folders': json({ name: 'mine' }),
  'PATCH /v1/folders/:id': json({ name: 'mine' }),
  'PATCH /v1/tags/:tag': json({ name: 'mine' }),
  'PUT /v1/vocabulary': json({ hot_words: ['mine'], spellings: [] }),
  'POST /v1/tasks/retry': json({ state: 'dead' }),
  'POST /v1/invitations': json({ email: 'guest@example.com', rank: 'viewer' }),
  'PATCH /v1/members/:id': json({ rank: 'viewer' }),
  'PATCH /v1/tenant': json({ name: 'Theirs' }),
  'PUT /v1/retention': json({ audio_days: 1, transcript_days: null, task_days: null }),
};

/** The door for OpenAI's clients has that API's names for what they know. */
const codeOn = (route: ApiRoute, ours: string, theirs: string) =>
  isOpenaiAddress(route.url) ? theirs : ours;

const guarded = () => door.api.routes.filter((route) => route.scope !== undefined);
/** The body of an answer to HEAD says nothing. */
const telling = (route: ApiRoute) => route.method !== 'HEAD';

/** An owner of another tenant. */
async function stranger(kind: string): Promise<Record<string, string>> {
  const tenantId = await door.db.createTenant('stranger');
  if (kind === 'an API key') return { authorization: `Bearer ${await door.createKey(tenantId)}` };
  const user = await createUser(door.db, { tenantId, name: 'Stranger' });
  if (kind === 'a session') return { cookie: await signIn(door.db, user), 'sec-fetch-site': 'same-origin' };
  const by = { kind: 'user', userId: user.id, rank: 'owner' } as const;
  const keys = openSigningKeys(door.db.database);
  const { accessToken } = await issueTokens(door.db.database, keys, { tenantId, by });
  return { authorization: `Bearer ${accessToken}` };
}

/** What an answer says, or the beginning of a stream that has no end. */
async function readSome(answer: Response): Promise<string> {
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.text();
  const reader = answer.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  await reader?.cancel();
  return new TextDecoder().decode(value);
}

/** What nobody else's key, session or token gets at. */
function expectedOf({ method, url }: ApiRoute): readonly number[] {
  // Without a form there is nothing to wait for.
  if (url.startsWith('/v1/audio/')) return [400];
  // Files belong to a session, and none is named.
  if (url === '/files') return [404];
  const isNamed = url.includes(':');
  const hasBody = ['POST', 'PUT', 'PATCH'].includes(method);
  const isSaid = bodies[`${method} ${url}`] !== undefined || takesRecording.includes(`${method} ${url}`);
  // What is not said here rightly is refused before anybody looks for what it is about.
  const refused = hasBody && !isSaid ? [400, 412, 415] : url === '/v1/search' ? [400] : [];
  return [...(isNamed ? [404] : [200, 201, 202]), ...refused];
}

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
      /(get|head|post|put|patch|delete)\.ts$/.test(file),
    );
    const onDisk = files.map((file) => {
      const parts = file.replaceAll('\\', '/').replace(/\.ts$/, '').split('/');
      const method = parts.pop() ?? '';
      return `${method.toUpperCase()} /${parts.join('/').replaceAll(/\[(\w+)\]/g, ':$1')}`;
    });
    // The page at /docs comes whole from its plugin.
    // An answer to GET without its body needs no file of its own.
    const gets = new Set(door.api.routes.filter(({ method }) => method === 'GET').map(({ url }) => url));
    const onWire = door.api.routes.filter(
      ({ method, url }) =>
        !url.startsWith('/docs') &&
        !(
          method === 'HEAD' &&
          gets.has(url) &&
          !files.includes(`${url.slice(1).replaceAll(/:(\w+)/g, '[$1]')}/head.ts`)
        ),
    );
    expect(onWire.map((route) => `${route.method} ${route.url}`).toSorted()).toEqual(onDisk.toSorted());
  });

  test('gives nothing to those without a key, or with a wrong one', async () => {
    const wrong = `${door.key.slice(0, -6)}AAAAAA`;
    for (const route of door.api.routes
      .filter((one) => one.scope !== undefined || one.keyed || one.person)
      .filter(telling)) {
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
    for (const route of guarded().filter(telling)) {
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

  test.each(['an API key', 'a session', 'an access token'])(
    'shows and changes nothing of another tenant: %s',
    async (kind) => {
      const headers = await stranger(kind);
      const before = await snapshot();
      for (const route of guarded()) {
        const answer = await call(route, undefined, headers);
        const told = await readSome(answer);
        for (const ours of [id, apiKeyId, webhookId, deliveryId, member.id, member.email, invitationId])
          expect(told, `${route.method} ${route.url}`).not.toContain(ours);
        expect(expectedOf(route), `${route.method} ${route.url}`).toContain(answer.status);
      }
      const [row] = (await snapshot()) as Record<string, unknown>[];
      // The stranger's own new key is counted too.
      expect([{ ...row, keys: 0 }]).toEqual(
        (before as Record<string, unknown>[]).map((one) => ({ ...one, keys: 0 })),
      );
      expect((await door.fetch(`/v1/recordings/${id}/transcript`, { key: door.key })).status).toBe(200);
      expect((await door.fetch('/v1/api-keys', { key: door.key })).status).toBe(200);
      expect(await (await door.fetch('/v1/members', { key: door.key })).text()).toContain(member.email);
    },
  );

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
