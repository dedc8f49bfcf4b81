import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { createUser, signIn, type TestUser } from '../../../test/support/people.ts';
import type { ErrorBody } from './schemas/error.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

const ownPage = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };

async function ask(cookie: string, method: string, path: string, body?: unknown): Promise<Response> {
  const { 'content-type': type, ...bare } = ownPage;
  return door.fetch(path, {
    method,
    headers: { cookie, ...bare, ...(body === undefined ? {} : { 'content-type': type }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const codeOf = async (answer: Response) => ((await answer.json()) as ErrorBody).error.code;
const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? '';

/** A tenant with an owner who is signed in. */
async function found(): Promise<{ owner: TestUser; cookie: string }> {
  const owner = await createUser(door.db, { tenantId: await door.db.createTenant('Radio'), name: 'Olga' });
  return { owner, cookie: await signIn(door.db, owner) };
}

async function invite(cookie: string, email: string, rank = 'member') {
  const answer = await ask(cookie, 'POST', '/v1/invitations', { email, rank });
  expect(answer.status).toBe(201);
  return (await answer.json()) as { id: string; secret: string; path: string };
}

const accept = (secret: string, body: unknown, cookie = '') =>
  ask(cookie, 'POST', `/v1/invitations/${secret}/accept`, body);

describe('an invitation', () => {
  test('brings in somebody new, once, at the rank that was offered', async () => {
    const { cookie, owner } = await found();
    const { path, secret } = await invite(cookie, 'New.One@Example.com');
    expect(path).toBe(`/invitations/${secret}`);
    const open = await door.fetch(`/v1/invitations/${secret}`);
    expect(await open.json()).toMatchObject({
      ...{ email: 'new.one@example.com', rank: 'member', invited_by: 'Olga', tenant: 'Radio' },
      has_account: false,
    });
    expect(await codeOf(await accept(secret, { name: 'Nina', password: 'too short' }))).toBe(
      'password-short',
    );
    const password = 'long enough, surely';
    const answers = await Promise.all([1, 2].map(() => accept(secret, { name: 'Nina', password })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 410]);
    const [accepted] = answers.filter(({ status }) => status === 201);
    expect(await accepted?.json()).toMatchObject({ rank: 'member', tenant: { name: 'Radio' } });
    expect(await codeOf(await door.fetch(`/v1/invitations/${secret}`))).toBe('invitation-used');
    const members = await (await ask(cookie, 'GET', '/v1/members')).json();
    expect(members).toMatchObject({
      members: [
        { name: 'Nina', email: 'new.one@example.com', rank: 'member' },
        { id: owner.id, rank: 'owner' },
      ],
    });
    expect(
      await codeOf(
        await ask(cookie, 'POST', '/v1/invitations', { email: 'NEW.one@example.com', rank: 'owner' }),
      ),
    ).toBe('member-already');
  });

  test('of somebody who has an account is theirs alone, by session or password', async () => {
    const { cookie } = await found();
    const there = await found();
    const { secret } = await invite(cookie, there.owner.email, 'viewer');
    expect(await (await door.fetch(`/v1/invitations/${secret}`)).json()).toMatchObject({ has_account: true });
    expect(await codeOf(await accept(secret, { password: 'a guess of mine' }))).toBe('sign-in-wrong');
    expect(await codeOf(await accept(secret, {}, cookie))).toBe('invitation-other');
    const accepted = await accept(secret, {}, there.cookie);
    expect(accepted.status).toBe(201);
    const { tenants } = (await accepted.json()) as { tenants: { id: string; rank: string }[] };
    expect(tenants.map(({ rank }) => rank).toSorted()).toEqual(['owner', 'viewer']);
    // Each tenant is looked at by itself, with its own rank.
    const here = cookieOf(accepted);
    expect((await ask(here, 'GET', '/v1/members')).status).toBe(403);
    const home = tenants.find(({ rank }) => rank === 'owner');
    expect((await ask(here, 'POST', '/v1/auth/tenant', { tenant_id: home?.id })).status).toBe(200);
    expect((await ask(here, 'GET', '/v1/members')).status).toBe(200);
    for (const id of [door.tenantId, 'nonsense'])
      expect(await codeOf(await ask(here, 'POST', '/v1/auth/tenant', { tenant_id: id }))).toBe(
        'tenant-not-found',
      );
  });

  test('ends when it is withdrawn, replaced or over, and never was for a wrong secret', async () => {
    const { cookie } = await found();
    const first = await invite(cookie, 'guest@example.com');
    const second = await invite(cookie, 'guest@example.com', 'viewer');
    expect(await codeOf(await door.fetch(`/v1/invitations/${first.secret}`))).toBe('invitation-unknown');
    await door.db.query('update invitations set expires_at = now() where id = $1', [second.id]);
    expect(await codeOf(await accept(second.secret, { password: 'long enough, surely' }))).toBe(
      'invitation-expired',
    );
    const third = await invite(cookie, 'guest@example.com');
    expect((await ask(cookie, 'DELETE', `/v1/invitations/${third.id}`)).status).toBe(204);
    expect(await codeOf(await ask(cookie, 'DELETE', `/v1/invitations/${third.id}`))).toBe(
      'invitation-unknown',
    );
    for (const secret of [third.secret, `${first.secret.slice(0, -4)}AAAA`, 'nonsense', '%00', '..%2f'])
      expect(await codeOf(await door.fetch(`/v1/invitations/${secret}`))).toBe('invitation-unknown');
    expect(await (await ask(cookie, 'GET', '/v1/invitations')).json()).toEqual({ invitations: [] });
  });

  test.each([
    ['email-unusable', { email: 'no address', rank: 'viewer' }],
    ['email-unusable', { email: 'a@b.example\0', rank: 'viewer' }],
    ['request-invalid', { email: 'a@b.example', rank: 'king' }],
    ['email-unusable', { email: `${'a'.repeat(300)}@b.example`, rank: 'viewer' }],
  ])('is refused as %s of %j', async (code, body) => {
    const { cookie } = await found();
    expect(await codeOf(await ask(cookie, 'POST', '/v1/invitations', body))).toBe(code);
  });

  test('gives away no more than who invites may', async () => {
    const { owner } = await found();
    const key = await door.createKey(owner.tenantId, ['members:write', 'recordings:read']);
    const make = (rank: string) =>
      door.fetch('/v1/invitations', {
        key,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'guest@example.com', rank }),
      });
    expect((await make('viewer')).status).toBe(201);
    for (const rank of ['member', 'manager', 'owner'])
      expect(await codeOf(await make(rank))).toBe('forbidden');
    const demote = await door.fetch(`/v1/members/${owner.id}`, { key, method: 'DELETE' });
    expect(await codeOf(demote)).toBe('forbidden');
  });
});

describe('members', () => {
  test('the last owner stays one, also when two leave at once', async () => {
    const { cookie, owner } = await found();
    expect(await codeOf(await ask(cookie, 'DELETE', `/v1/members/${owner.id}`))).toBe('last-owner');
    expect(await codeOf(await ask(cookie, 'PATCH', `/v1/members/${owner.id}`, { rank: 'viewer' }))).toBe(
      'last-owner',
    );
    for (let round = 0; round < 5; round += 1) {
      const second = await createUser(door.db, { tenantId: owner.tenantId });
      const seconds = await signIn(door.db, second);
      const answers = await Promise.all([
        ask(cookie, 'PATCH', `/v1/members/${owner.id}`, { rank: 'viewer' }),
        ask(seconds, 'PATCH', `/v1/members/${second.id}`, { rank: 'viewer' }),
      ]);
      const owners = await door.db.query(
        `select user_id from memberships where tenant_id = $1 and rank = 'owner'`,
        [owner.tenantId],
      );
      expect([answers.map(({ status }) => status).toSorted(), owners.length]).toEqual([[200, 409], 1]);
      await door.db.query(`delete from memberships where user_id = $1`, [second.id]);
      await door.db.query(`update memberships set rank = 'owner' where user_id = $1`, [owner.id]);
    }
  });

  test('who is removed is out at once, everywhere they looked at the tenant, and nowhere else', async () => {
    const { cookie, owner } = await found();
    const member = await createUser(door.db, { tenantId: owner.tenantId, rank: 'member', name: 'Max' });
    const elsewhere = await door.db.createTenant('Elsewhere');
    await door.db.query(`insert into memberships (tenant_id, user_id, rank) values ($1, $2, 'member')`, [
      elsewhere,
      member.id,
    ]);
    const [here, there] = [
      await signIn(door.db, member),
      await signIn(door.db, { ...member, tenantId: elsewhere }),
    ];
    expect((await ask(here, 'GET', '/v1/recordings')).status).toBe(200);
    expect((await ask(cookie, 'DELETE', `/v1/members/${member.id}`)).status).toBe(204);
    expect(await codeOf(await ask(cookie, 'DELETE', `/v1/members/${member.id}`))).toBe('member-not-found');
    expect((await ask(here, 'GET', '/v1/recordings')).status).toBe(401);
    expect((await ask(there, 'GET', '/v1/recordings')).status).toBe(200);
  });

  test('leave by themselves, whatever their rank: signed out of that account, and on in another of theirs', async () => {
    const { owner } = await found();
    const leave = (cookie: string, id: string) => ask(cookie, 'DELETE', `/v1/me/memberships/${id}`);
    for (const rank of ['viewer', 'member', 'manager', 'owner'] as const) {
      const member = await createUser(door.db, { tenantId: owner.tenantId, rank });
      const elsewhere = await door.db.createTenant('Elsewhere');
      const [here, again] = [await signIn(door.db, member), await signIn(door.db, member)];
      expect(await codeOf(await leave(here, elsewhere))).toBe('tenant-not-found');
      await door.db.query(`insert into memberships (tenant_id, user_id, rank) values ($1, $2, 'viewer')`, [
        elsewhere,
        member.id,
      ]);
      const left = await leave(here, owner.tenantId);
      expect([rank, left.status]).toEqual([rank, 204]);
      for (const over of [here, again]) expect((await ask(over, 'GET', '/v1/recordings')).status).toBe(401);
      const there = cookieOf(left);
      const state = await (await ask(there, 'GET', '/v1/auth/state')).json();
      expect(state).toMatchObject({
        signed_in: { tenant: { id: elsewhere }, tenants: [{ id: elsewhere }], rank: 'viewer' },
      });
      expect(await codeOf(await leave(there, owner.tenantId))).toBe('tenant-not-found');
      const last = await leave(there, elsewhere);
      expect([last.status, cookieOf(last)]).toEqual([204, 'efir_session=']);
      expect((await ask(there, 'GET', '/v1/auth/state')).status).toBe(200);
      expect((await ask(there, 'GET', '/v1/me')).status).toBe(401);
    }
  });

  test('leave, but for the last owner, also when two leave at once', async () => {
    const { cookie, owner } = await found();
    const leave = (by: string) => ask(by, 'DELETE', `/v1/me/memberships/${owner.tenantId}`);
    expect(await codeOf(await leave(cookie))).toBe('last-owner');
    expect((await ask(cookie, 'GET', '/v1/members')).status).toBe(200);
    const second = await createUser(door.db, { tenantId: owner.tenantId });
    const answers = await Promise.all([leave(cookie), leave(await signIn(door.db, second))]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    const key = await door.createKey(owner.tenantId, ['members:write']);
    const byKey = await door.fetch(`/v1/me/memberships/${owner.tenantId}`, { key, method: 'DELETE' });
    expect(await codeOf(byKey)).toBe('person-needed');
  });

  test('a rank counts from the next request on', async () => {
    const { cookie, owner } = await found();
    const member = await createUser(door.db, { tenantId: owner.tenantId, rank: 'viewer' });
    const theirs = await signIn(door.db, member);
    expect((await ask(theirs, 'GET', '/v1/api-keys')).status).toBe(403);
    const raised = await ask(cookie, 'PATCH', `/v1/members/${member.id}`, { rank: 'manager' });
    expect(await raised.json()).toMatchObject({ id: member.id, rank: 'manager' });
    expect((await ask(theirs, 'GET', '/v1/api-keys')).status).toBe(200);
    const { key } = (await (
      await ask(theirs, 'POST', '/v1/api-keys', { name: 'mine', scopes: ['recordings:write'] })
    ).json()) as { key: string };
    expect((await door.fetch('/v1/recordings', { key })).status).toBe(403);
    // No more than they may themselves.
    const more = await ask(theirs, 'POST', '/v1/api-keys', { name: 'more', scopes: ['members:write'] });
    expect(await codeOf(more)).toBe('forbidden');
  });

  test('the account and people have names in every script, without marks that turn the text around', async () => {
    const { cookie } = await found();
    for (const name of ['Радио 95', 'רדיו', '📻 <script>alert(1)</script>'])
      for (const path of ['/v1/tenant', '/v1/me'])
        expect(await (await ask(cookie, 'PATCH', path, { name })).json()).toMatchObject({ name });
    for (const name of ['', '   ', 'a\0b', 'a\nb', '\u202Eoidar', 'x'.repeat(101), '\uD800'])
      for (const path of ['/v1/tenant', '/v1/me'])
        expect([name, await codeOf(await ask(cookie, 'PATCH', path, { name }))]).toEqual([
          name,
          'name-unusable',
        ]);
  });
});
