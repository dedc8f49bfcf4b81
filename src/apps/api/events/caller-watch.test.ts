import { get as httpGet } from 'node:http';
import { createParser } from 'eventsource-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../../test/support/api.ts';
import { createUser, signIn, type TestUser } from '../../../../test/support/people.ts';
import { uploadRecording } from '../../../../test/support/recordings.ts';

/** Seconds between two looks: one that would never come in time, and one that comes soon. */
const [never, soon] = [3600, 0.1];
let hinted: TestApi;
let looking: TestApi;
beforeAll(async () => {
  [hinted, looking] = await Promise.all([
    startTestApi({ config: { streamCheck: never } }),
    startTestApi({ config: { streamCheck: soon } }),
  ]);
});
afterAll(() => Promise.all([hinted.close(), looking.close()]));

interface Stream {
  readonly status: number | undefined;
  readonly told: string[];
  readonly isOpen: () => boolean;
  close(): void;
}

function follow(url: string, path: string, headers: Record<string, string>): Promise<Stream> {
  return new Promise((resolve, reject) => {
    httpGet(new URL(path, url), { headers }, (answer) => {
      const told: string[] = [];
      let open = true;
      const parser = createParser({ onEvent: ({ data, event }) => told.push(`${event} ${data}`) });
      answer.setEncoding('utf8').on('data', (text) => parser.feed(text));
      answer.once('close', () => {
        open = false;
      });
      resolve({ status: answer.statusCode, told, isOpen: () => open, close: () => answer.destroy() });
    }).once('error', reject);
  });
}

/** Both kinds of streams of one browser. */
async function followAll(door: TestApi, cookie: string, url = door.api.url): Promise<readonly Stream[]> {
  const { id } = await uploadRecording(door);
  return Promise.all(
    ['/v1/events', `/v1/recordings/${id}/events`].map((path) => follow(url, path, { cookie })),
  );
}

const ownPage = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
const patient = { timeout: 30_000 };
const openOnes = (streams: readonly Stream[]) => streams.filter(({ isOpen }) => isOpen()).length;

function ask(door: TestApi, method: string, path: string, cookie: string, body?: unknown) {
  const headers = { ...(body === undefined ? { 'sec-fetch-site': 'same-origin' } : ownPage), cookie };
  return door.fetch(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

/** What ends a session, and how somebody does it. */
const ways: [string, (door: TestApi, user: TestUser, cookie: string) => Promise<unknown>][] = [
  ['signing out', (door, _user, cookie) => ask(door, 'POST', '/v1/auth/sign-out', cookie)],
  [
    'signing out everywhere, at another browser',
    async (door, user) => ask(door, 'POST', '/v1/auth/sign-out-everywhere', await signIn(door.db, user)),
  ],
  [
    'being thrown out',
    async (door, user) => {
      const owner = await createUser(door.db, { tenantId: door.tenantId, rank: 'owner' });
      return ask(door, 'DELETE', `/v1/members/${user.id}`, await signIn(door.db, owner));
    },
  ],
  [
    'looking at another account',
    async (door, user, cookie) => {
      const tenantId = await door.db.createTenant();
      await door.db.database.withIdentity((tx) =>
        tx
          .insertInto('memberships')
          .values({ tenant_id: tenantId, user_id: user.id, rank: 'viewer' })
          .execute(),
      );
      return ask(door, 'POST', '/v1/auth/tenant', cookie, { tenant_id: tenantId });
    },
  ],
];

describe('live events end at once, in all processes, by', () => {
  test.each(ways)('%s', async (_way, end) => {
    const user = await createUser(hinted.db, { tenantId: hinted.tenantId, rank: 'member' });
    const bystander = await createUser(hinted.db, { tenantId: hinted.tenantId, rank: 'viewer' });
    const cookie = await signIn(hinted.db, user);
    const another = await hinted.openAnother();
    const streams = [...(await followAll(hinted, cookie)), ...(await followAll(hinted, cookie, another.url))];
    const others = await followAll(hinted, await signIn(hinted.db, bystander));
    expect(streams.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const answer = (await end(hinted, user, cookie)) as Response;
    expect(answer.status).toBeLessThan(300);
    await expect.poll(() => openOnes(streams), patient).toBe(0);
    expect(streams[0]?.told.at(-1)).toBe('end {"reason":"gone"}');
    expect(openOnes(others)).toBe(2);
    for (const stream of others) stream.close();
    await another.close();
  });
});

describe('live events end soon, where nobody says a word, for', () => {
  const statements: [string, string][] = [
    ['a session that is over', 'update sessions set expires_at = now() where user_id = $1'],
    ['a session that was deleted', 'delete from sessions where user_id = $1'],
    ['a user who was deleted', 'delete from users where id = $1'],
    ['a membership that ended', 'delete from memberships where user_id = $1'],
  ];
  test.each(statements)('%s', async (_what, statement) => {
    const user = await createUser(looking.db, { tenantId: looking.tenantId, rank: 'member' });
    const streams = await followAll(looking, await signIn(looking.db, user));
    const others = await followAll(looking, await signIn(looking.db, await createUser(looking.db, looking)));
    await looking.db.query(statement, [user.id]);
    await expect.poll(() => openOnes(streams), patient).toBe(0);
    expect(openOnes(others)).toBe(2);
    for (const stream of others) stream.close();
  });

  test('keys that were revoked, and sign-ins of programs', async () => {
    const key = await looking.createKey(looking.tenantId);
    const answer = await looking.fetch('/v1/auth/token', { method: 'POST', key });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const byKey = await follow(looking.api.url, '/v1/events', { authorization: `Bearer ${key}` });
    const byToken = await follow(looking.api.url, '/v1/events', { authorization: `Bearer ${token}` });
    expect([byKey.status, byToken.status]).toEqual([200, 200]);
    await looking.db.query('update token_families set revoked_at = now()');
    await expect.poll(byToken.isOpen, patient).toBe(false);
    expect(byKey.isOpen()).toBe(true);
    await looking.db.query(
      'update api_keys set revoked_at = now() where id <> (select id from api_keys order by created_at limit 1)',
    );
    await expect.poll(byKey.isOpen, patient).toBe(false);
  });
});
