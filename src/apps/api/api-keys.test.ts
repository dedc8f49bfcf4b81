import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

interface KeyBody {
  readonly id: string;
  readonly name: string;
  readonly scopes: string[];
  readonly key?: string;
  readonly last_used_at: string | null;
  readonly revoked_at: string | null;
}

const create = (body: unknown, key = door.key) =>
  door.fetch('/v1/api-keys', {
    key,
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
const list = async () =>
  ((await (await door.fetch('/v1/api-keys', { key: door.key })).json()) as { api_keys: KeyBody[] }).api_keys;
const use = async (key: string) => (await door.fetch('/v1/recordings', { key })).status;

describe('an API key', () => {
  test('is shown once, works, is listed without its secret, and is revoked at once', async () => {
    const answer = await create({ name: ' the office ', scopes: ['recordings:read', 'recordings:read'] });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const made = (await answer.json()) as KeyBody;
    expect(made).toMatchObject({ name: 'the office', scopes: ['recordings:read'], last_used_at: null });
    expect(made.key).toMatch(/^efir_[\w-]{75}$/);
    expect(await use(made.key ?? '')).toBe(200);

    const listed = (await list()).find((one) => one.id === made.id);
    expect(listed).toMatchObject({ name: 'the office', revoked_at: null });
    expect(listed?.last_used_at).not.toBeNull();
    expect(JSON.stringify(listed)).not.toContain('efir_');

    const path = `/v1/api-keys/${made.id}`;
    for (let times = 0; times < 2; times += 1) {
      expect((await door.fetch(path, { key: door.key, method: 'DELETE' })).status).toBe(204);
    }
    expect(await use(made.key ?? '')).toBe(401);
    expect((await list()).find((one) => one.id === made.id)?.revoked_at).not.toBeNull();
  });

  test('ends when it expires', async () => {
    const answer = await create({
      name: 'brief',
      scopes: ['recordings:read'],
      expires_at: '2020-01-01T00:00:00+03:00',
    });
    expect(await use(((await answer.json()) as KeyBody).key ?? '')).toBe(401);
    const later = await create({
      name: 'long',
      scopes: ['recordings:read'],
      expires_at: '2100-01-01T00:00:00Z',
    });
    expect(await use(((await later.json()) as KeyBody).key ?? '')).toBe(200);
  });

  test('gives away no more than it has', async () => {
    const keyMaker = await door.createKey(door.tenantId, ['keys:write']);
    const answer = await create({ name: 'more', scopes: ['recordings:write'] }, keyMaker);
    expect(answer.status).toBe(403);
    expect((await create({ name: 'same', scopes: ['keys:write'] }, keyMaker)).status).toBe(201);
  });

  test.each(['00000000-0000-7000-8000-000000000000', 'x'])('%s is not there to be revoked', async (id) => {
    const answer = await door.fetch(`/v1/api-keys/${id}`, { key: door.key, method: 'DELETE' });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: 'api-key-not-found' } });
  });

  test('is kept as a hash only, and its use is noted at most once a minute', async () => {
    const { id, key = '' } = (await (
      await create({ name: 'x', scopes: ['recordings:read'] })
    ).json()) as KeyBody;
    const secret = Buffer.from(key.slice(5), 'base64url').subarray(32);
    const look = async () => {
      const [row] = await door.db.query<{ secret_hash: Buffer; last_used_at: Date }>(
        'select * from api_keys where id = $1',
        [id],
      );
      return row;
    };
    expect((await look())?.secret_hash.includes(secret)).toBe(false);
    await use(key);
    const first = (await look())?.last_used_at;
    await use(key);
    expect((await look())?.last_used_at).toEqual(first);
    await door.db.query("update api_keys set last_used_at = now() - interval '61 s' where id = $1", [id]);
    // A key is known for some seconds before it is looked at again.
    const usedAgain = async () => {
      await use(key);
      return (await look())?.last_used_at.getTime() ?? 0;
    };
    await expect.poll(usedAgain, { timeout: 20_000 }).toBeGreaterThanOrEqual(first?.getTime() ?? Infinity);
  });
});
