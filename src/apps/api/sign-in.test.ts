import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { createUser, signIn } from '../../../test/support/people.ts';
import { createSetupCode } from '../../domain/identity/index.ts';
import type { ErrorBody } from './schemas/error.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi({ config: { trustProxy: true } });
});
afterAll(() => door.close());

const password = 'correct horse battery';
const ownPage = { 'sec-fetch-site': 'same-origin' };

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return door.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const codeOf = async (answer: Response) => ((await answer.json()) as ErrorBody).error.code;
const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? '';
/** As a browser elsewhere: tries are counted by address. */
const from = (address: string) => ({ 'x-forwarded-for': address });

async function readState(cookie = '') {
  const answer = await door.fetch('/v1/auth/state', { headers: { cookie } });
  return (await answer.json()) as { setup_needed: boolean; signed_in: { user: { name: string } } | null };
}

describe('setting up', () => {
  const anna = { email: 'Anna@Example.com', password, name: 'Анна אנה 🎧' };

  test('takes a code that was printed, and of two at once lets one in', async () => {
    expect(await readState()).toMatchObject({ setup_needed: true, signed_in: null });
    const code = (await createSetupCode(door.db.database)) ?? '';
    expect(code).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    expect(await codeOf(await post('/v1/auth/setup', { ...anna, code: 'AAAA-BBBB-CCCC' }))).toBe(
      'setup-code-wrong',
    );
    const typed = code.toLowerCase().replaceAll('-', ' ');
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((sign) =>
        post('/v1/auth/setup', { ...anna, email: `${sign}${anna.email}`, code: typed }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    const [first] = answers.filter(({ status }) => status === 201);
    const state = await readState(cookieOf(first as Response));
    expect(state).toMatchObject({
      setup_needed: false,
      signed_in: { user: { name: anna.name }, rank: 'owner', tenant: { name: 'first' } },
    });
    expect(await door.db.query('select 1 from users')).toHaveLength(1);
    expect(await door.db.query('select 1 from setup_codes')).toEqual([]);
    expect(await createSetupCode(door.db.database)).toBeUndefined();
    expect(await codeOf(await post('/v1/auth/setup', { ...anna, code }))).toBe('setup-done');
  });
});

/** Somebody with a password. */
async function createAnna(tenantId = door.tenantId) {
  const anna = await createUser(door.db, { tenantId });
  const { hashPassword } = await import('../../domain/identity/password.ts');
  await door.db.query('update users set password_hash = $2 where id = $1', [
    anna.id,
    await hashPassword(password),
  ]);
  return anna;
}

describe('signing in', () => {
  test('takes the address in any spelling, and the password as it is', async () => {
    const anna = await createAnna();
    const right = await post('/v1/auth/sign-in', { email: ` ${anna.email.toUpperCase()} `, password });
    expect(right.status).toBe(200);
    expect(right.headers.get('cache-control')).toBe('no-store');
    expect(await right.json()).toMatchObject({ user: { id: anna.id }, rank: 'owner' });
    for (const wrong of [
      password.toUpperCase(),
      `${password} `,
      '',
      '\0',
      `${password}\0`,
      'x'.repeat(20_000),
    ]) {
      const answer = await post('/v1/auth/sign-in', { email: anna.email, password: wrong }, from('9.0.0.1'));
      expect([wrong.slice(0, 30), answer.status]).toEqual([wrong.slice(0, 30), expect.toBeOneOf([401, 429])]);
      await door.db.query('delete from sign_in_tries');
    }
  });

  test('answers for an address that nobody has as for a wrong password, and as slowly', async () => {
    const anna = await createAnna();
    const measure = async (email: string) => {
      const began = performance.now();
      const answer = await post('/v1/auth/sign-in', { email, password: 'not the password' });
      const body = (await answer.json()) as ErrorBody;
      await door.db.query('delete from sign_in_tries');
      return { milliseconds: performance.now() - began, told: [answer.status, body.error.code] };
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const [one, other] = [await measure(anna.email), await measure(`nobody${round}@example.com`)];
      expect(one.told).toEqual([401, 'sign-in-wrong']);
      expect(other.told).toEqual(one.told);
      known.push(one.milliseconds);
      unknown.push(other.milliseconds);
    }
    // The quickest of each: what else the machine has to do makes nothing quicker.
    const ratio = Math.min(...known) / Math.min(...unknown);
    // A look-up without a hash takes a tenth.
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });

  test('locks an account after ten wrong passwords, in every process, also one that nobody has', async () => {
    const anna = await createAnna();
    const other = await door.openAnother();
    for (const email of [anna.email, 'nobody@example.com']) {
      // All at once: each counts before anybody looks.
      const tries = await Promise.all(
        Array.from({ length: 16 }, (_, index) =>
          post('/v1/auth/sign-in', { email, password: `wrong ${index}` }, from(`10.0.0.${index}`)),
        ),
      );
      const looked = tries.filter(({ status }) => status === 401).length;
      expect(looked).toBeGreaterThanOrEqual(4);
      expect(looked).toBeLessThanOrEqual(10);
      await door.db.query('update sign_in_tries set wrong = 9, closed_until = null where key = $1', [
        `account:${email}`,
      ]);
      const tenth = await post('/v1/auth/sign-in', { email, password: 'wrong' }, from('10.0.1.1'));
      expect(tenth.status).toBe(401);
      const response = await fetch(new URL('/v1/auth/sign-in', other.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      });
      expect(response.status).toBe(429);
      const { error } = (await response.json()) as ErrorBody;
      expect(error.code).toBe('sign-in-locked');
      expect(error.hint).toMatch(/1[45] min/);
    }
    await other.close();
    await door.db.query(`update sign_in_tries set closed_until = now() where key = $1`, [
      `account:${anna.email}`,
    ]);
    expect((await post('/v1/auth/sign-in', { email: anna.email, password }, from('10.0.2.1'))).status).toBe(
      200,
    );
    // Whoever knows the password begins anew.
    expect(
      await door.db.query(`select 1 from sign_in_tries where key = $1`, [`account:${anna.email}`]),
    ).toEqual([]);
  });

  test('slows an address down that tries many accounts, all of its /64 for IPv6', async () => {
    const told = new Set<string>();
    for (let index = 0; index < 24; index += 1) {
      const email = `guess${index}@example.com`;
      const answer = await post(
        '/v1/auth/sign-in',
        { email, password: 'not the password' },
        from(`2001:db8:1:2::${index.toString(16)}`),
      );
      told.add(await codeOf(answer));
    }
    expect([...told]).toEqual(['sign-in-wrong', 'sign-in-slowed']);
    const elsewhere = await post(
      '/v1/auth/sign-in',
      { email: 'guess99@example.com', password: 'not the password' },
      from('2001:db8:1:3::1'),
    );
    expect(await codeOf(elsewhere)).toBe('sign-in-wrong');
  });

  test.each([
    ['a body of 10 MB', { email: 'a@b.example', password: 'x'.repeat(10_000_000) }, 400],
    ['a password of 60,000 signs', { email: 'a@b.example', password: 'x'.repeat(60_000) }, 400],
    ['no JSON', '{"email":', 400],
    ['nothing', {}, 400],
    ['lists', { email: ['a@b.example'], password: [] }, 400],
    ['zero bytes', { email: 'a\0@b.example', password: 'x\0y' }, 401],
    ['marks that turn the text around', { email: '\u202Ea@b.example', password: '\u202Edrowssap' }, 401],
    ['halves of characters', { email: '\uD800@b.example', password: '\uD800'.repeat(20) }, 401],
  ])('refuses %s in a sentence', async (_name, body, status) => {
    const answer = await post('/v1/auth/sign-in', body, from('11.0.0.1'));
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as ErrorBody).error.message).not.toBe('');
  });
});

describe('the cookie', () => {
  test.each([
    ['http', {}, false],
    ['https, as the proxy says', { 'x-forwarded-proto': 'https' }, true],
  ])('over %s', async (_name, headers: Record<string, string>, isSecure) => {
    const anna = await createAnna();
    const answer = await post('/v1/auth/sign-in', { email: anna.email, password }, headers);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^efir_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+/);
    expect(cookie.includes('; Secure')).toBe(isSecure);
  });

  test('is believed of no proxy without TRUST_PROXY', async () => {
    const direct = await startTestApi();
    const answer = await direct.fetch('/v1/auth/sign-out', {
      method: 'POST',
      headers: { 'x-forwarded-proto': 'https' },
    });
    expect(answer.headers.get('set-cookie')).toBe('efir_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
    await direct.close();
  });

  test('counts for changes from our own page only', async () => {
    const cookie = await signIn(door.db, await createUser(door.db, { tenantId: door.tenantId }));
    const host = new URL(door.api.url).host;
    const rename = (headers: Record<string, string>) =>
      door.fetch('/v1/me', {
        method: 'PATCH',
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ name: 'Bert' }),
      });
    for (const [headers, status] of [
      [{ 'sec-fetch-site': 'same-origin' }, 200],
      [{ 'sec-fetch-site': 'none' }, 200],
      [{ origin: `http://${host}` }, 200],
      [{ 'sec-fetch-site': 'same-site', origin: `http://${host}` }, 403],
      [{ 'sec-fetch-site': 'cross-site' }, 403],
      [{ origin: 'http://evil.example' }, 403],
      [{ origin: 'null' }, 403],
      [{}, 403],
    ] as [Record<string, string>, number][]) {
      const answer = await rename(headers);
      expect([headers, answer.status]).toEqual([headers, status]);
      if (status === 403) expect(await codeOf(answer)).toBe('cross-site');
    }
    const read = await door.fetch('/v1/me', { headers: { cookie, 'sec-fetch-site': 'cross-site' } });
    expect(read.status).toBe(200);
    // Nor may another site sign somebody in as somebody else.
    const foreign = await post(
      '/v1/auth/sign-in',
      { email: 'x', password: 'y' },
      { origin: 'http://evil.example' },
    );
    expect(await codeOf(foreign)).toBe('cross-site');
  });

  test.each([
    'efir_session=',
    'efir_session=x',
    `efir_session=${'A'.repeat(43)}`,
    `efir_session=${'%00'.repeat(9)}`,
  ])('that is none signs nobody in: %s', async (cookie) => {
    const answer = await door.fetch('/v1/recordings', { headers: { cookie } });
    expect(await codeOf(answer)).toBe('unauthorised');
    expect((await readState(cookie)).signed_in).toBeNull();
  });
});

describe('sessions', () => {
  test('are listed, end one by one, all together, and with a new password', async () => {
    const anna = await createAnna();
    const [here, there, third] = [
      await signIn(door.db, anna),
      await signIn(door.db, anna),
      await signIn(door.db, anna),
    ];
    const list = async () => {
      const answer = await door.fetch('/v1/me/sessions', { headers: { cookie: here } });
      return ((await answer.json()) as { sessions: { id: string; current: boolean }[] }).sessions;
    };
    const statusOf = async (cookie: string) => (await door.fetch('/v1/me', { headers: { cookie } })).status;
    expect((await list()).map(({ current }) => current).toSorted()).toEqual([false, false, true]);
    const stranger = await createUser(door.db, { tenantId: door.tenantId });
    const strangers = await signIn(door.db, stranger);
    const [other] = (await list()).filter(({ current }) => !current);
    const end = (cookie: string) =>
      door.fetch(`/v1/me/sessions/${other?.id}`, { method: 'DELETE', headers: { cookie, ...ownPage } });
    expect(await codeOf(await end(strangers))).toBe('sign-in-not-found');
    expect((await end(here)).status).toBe(204);
    expect([await statusOf(there), await statusOf(third)].toSorted()).toEqual([200, 401]);

    const change = (body: unknown) =>
      door.fetch('/v1/me', {
        method: 'PATCH',
        headers: { cookie: here, 'content-type': 'application/json', ...ownPage },
        body: JSON.stringify(body),
      });
    const wish = (old: string | undefined, next: string) => change({ password: { old, new: next } });
    expect(await codeOf(await wish('wrong', 'another password'))).toBe('password-wrong');
    expect(await codeOf(await wish(undefined, 'another password'))).toBe('password-wrong');
    expect(await codeOf(await wish(password, '123456789'))).toBe('password-short');
    expect(await codeOf(await wish(password, '🎧'.repeat(1001)))).toBe('password-long');
    expect(await list()).toHaveLength(2);
    expect((await wish(password, '🎧'.repeat(10))).status).toBe(200);
    expect(await list()).toHaveLength(1);
    expect((await post('/v1/auth/sign-in', { email: anna.email, password })).status).toBe(401);
    const again = await post('/v1/auth/sign-in', { email: anna.email, password: '🎧'.repeat(10) });
    expect(again.status).toBe(200);

    const everywhere = await door.fetch('/v1/auth/sign-out-everywhere', {
      method: 'POST',
      headers: { cookie: here, ...ownPage },
    });
    expect(everywhere.status).toBe(204);
    expect([await statusOf(here), await statusOf(cookieOf(again))]).toEqual([401, 401]);
    expect(await statusOf(strangers)).toBe(200);
  });

  test('end a while after the last visit', async () => {
    const anna = await createUser(door.db, { tenantId: door.tenantId });
    const cookie = await signIn(door.db, anna);
    await door.db.query(
      `update sessions set seen_at = now() - interval '2 minutes', expires_at = now() + interval '1 minute'
       where user_id = $1`,
      [anna.id],
    );
    expect((await door.fetch('/v1/me', { headers: { cookie } })).status).toBe(200);
    const [row] = await door.db.query<{ days: number }>(
      `select extract(day from expires_at - now())::int as days from sessions where user_id = $1`,
      [anna.id],
    );
    expect(row?.days).toBe(29);
    await door.db.query('update sessions set expires_at = now() where user_id = $1', [anna.id]);
    expect((await door.fetch('/v1/me', { headers: { cookie } })).status).toBe(401);
  });
});
