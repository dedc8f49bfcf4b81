import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { startIdentityProvider, type TestProvider } from '../../../test/support/identity-provider.ts';
import { createUser, signIn } from '../../../test/support/people.ts';
import { createOpenidIdentityProvider } from '../../adapters/identity-provider/openid/openid-identity-provider.ts';
import { createInvitation, joinProvider, type Rank, scopes } from '../../domain/identity/index.ts';

let provider: TestProvider;
let door: TestApi;
beforeAll(async () => {
  provider = await startIdentityProvider();
  const { clientId, clientSecret, issuer } = provider;
  const options = { issuer, clientId, clientSecret, name: 'Example' };
  door = await startTestApi({
    identityProvider: createOpenidIdentityProvider(options),
    config: { oidc: { ...options, domains: ['members.example'], rank: 'viewer', tenant: undefined } },
  });
});
afterAll(async () => {
  await door.close();
  await provider.close();
});
beforeEach(() => {
  provider.spoil = {};
});

/** A browser as far as it matters here: cookies, and one step at a time. */
function openBrowser(cookies: Record<string, string> = {}) {
  const go = async (
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
  ) => {
    const cookie = Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    const headers = { 'sec-fetch-site': 'same-origin', ...init.headers, cookie };
    const answer = await door.fetch(path, { ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') delete cookies[name];
      else cookies[name] = value;
    }
    return answer;
  };
  /** To the provider, which sends straight back: the address that it sends to. */
  const visit = async (url: string) => {
    const answer = await fetch(url, { redirect: 'manual' });
    return answer.headers.get('location') ?? '';
  };
  const leave = async (query = '') => {
    const answer = await go(`/v1/auth/oidc/start${query}`);
    return { status: answer.status, place: answer.headers.get('location') ?? '' };
  };
  const arrive = async (back: string) => {
    const { pathname, search } = new URL(back);
    const answer = await go(`${pathname}${search}`);
    return answer.headers.get('location') ?? '';
  };
  const who = async () => {
    const state = (await (await go('/v1/auth/state')).json()) as {
      oidc: { name: string } | null;
      signed_in: { user: { email: string; name: string }; rank: Rank; tenant: { id: string } } | null;
    };
    return { ...state.signed_in, provider: state.oidc?.name };
  };
  return {
    cookies,
    go,
    leave,
    visit,
    arrive,
    who,
    async enter(query = '') {
      return arrive(await visit((await leave(query)).place));
    },
  };
}

let count = 0;
const isPerson = (email: string, more: Record<string, unknown> = {}) => {
  count += 1;
  provider.person = {
    sub: `person-${count}`,
    email,
    email_verified: true,
    name: 'Анна <b>Ж.</b> 🎧',
    ...more,
  };
};
const sessionOf = async (user: Awaited<ReturnType<typeof createUser>>) => {
  const [name = '', value = ''] = (await signIn(door.db, user)).split('=');
  return { [name]: value };
};

describe('before anybody set the server up', () => {
  test('nobody comes in by the provider: the first one has the setup code', async () => {
    isPerson('first@members.example');
    const browser = openBrowser();
    expect(await browser.enter()).toBe('/sign-in?failed=oidc-stranger');
    expect(await door.db.query('select 1 from users')).toEqual([]);
    await createUser(door.db, { tenantId: door.tenantId });
  });
});

describe('somebody of a domain that the operator named', () => {
  test('becomes a member at the first time, and is the same at the second', async () => {
    isPerson('Berta@Members.example');
    const browser = openBrowser();
    expect((await browser.who()).provider).toBe('Example');
    expect(await browser.enter('?next=/search')).toBe('/search');
    const russian = '/search?q=%D1%81%D0%BB%D0%BE%D0%B2%D0%BE%20x#%D0%B3';
    expect(await browser.enter(`?next=${encodeURIComponent('/search?q=слово x#г')}`)).toBe(russian);
    expect(await browser.enter(`?next=${encodeURIComponent(russian)}`)).toBe(russian);
    const first = await browser.who();
    expect(first).toMatchObject({
      user: { email: 'berta@members.example', name: 'Анна <b>Ж.</b> 🎧' },
      rank: 'viewer',
    });
    // Known by issuer and subject: the address may change, also to nothing.
    provider.person = { sub: `person-${count}` };
    const another = openBrowser();
    expect(await another.enter()).toBe('/recordings');
    expect((await another.who()).user).toEqual(first.user);
    const answer = await another.go('/v1/me/external-login', { method: 'DELETE' });
    expect((await answer.json()) as unknown).toMatchObject({ error: { code: 'oidc-only' } });
  });

  test.each([
    ['whose address is not verified', { email_verified: false }],
    ['of a domain that ends alike', { email: 'x@evil-members.example' }],
    ['of a domain that begins alike', { email: 'x@members.example.evil.example' }],
    ['of a subdomain', { email: 'x@sub.members.example' }],
    ['whose address hides another', { email: 'x@members.example@evil.example' }],
  ])('but not one %s', async (_name, more) => {
    const before = await door.db.query('select 1 from users');
    isPerson('carl@members.example', more);
    const browser = openBrowser();
    expect(await browser.enter()).toBe('/sign-in?failed=oidc-stranger');
    expect(browser.cookies).toEqual({});
    expect(await door.db.query('select 1 from users')).toEqual(before);
  });

  test('does not get into an account of the same address', async () => {
    const owner = await createUser(door.db, { tenantId: door.tenantId });
    await door.db.query(`update users set email = 'dora@members.example' where id = $1`, [owner.id]);
    isPerson('dora@members.example');
    const browser = openBrowser();
    expect(await browser.enter()).toBe('/sign-in?failed=oidc-account');
    // Signed in as its owner, the two are joined; from then on it opens.
    const own = openBrowser(await sessionOf(owner));
    const answer = await own.go('/v1/me/external-login', { method: 'POST' });
    expect(answer.status).toBe(201);
    const { url } = (await answer.json()) as { url: string };
    expect(await own.arrive(await own.visit(url))).toBe('/settings/profile');
    const me = (await (await own.go('/v1/me')).json()) as { external_logins: { issuer: string }[] };
    expect(me.external_logins).toMatchObject([{ issuer: provider.issuer }]);
    const later = openBrowser();
    expect(await later.enter()).toBe('/recordings');
    expect((await later.who()).user?.email).toBe('dora@members.example');

    // The same account at the provider is nobody else's.
    const stranger = openBrowser(await sessionOf(await createUser(door.db, { tenantId: door.tenantId })));
    const asked = (await (await stranger.go('/v1/me/external-login', { method: 'POST' })).json()) as {
      url: string;
    };
    expect(await stranger.arrive(await stranger.visit(asked.url))).toBe(
      '/settings/profile?failed=oidc-taken',
    );
  });
});

test('whoever joins what somebody else takes in the same moment is told, and keeps what they had', async () => {
  const { database } = door.db;
  const [mine, theirs] = [
    await createUser(door.db, { tenantId: door.tenantId }),
    await createUser(door.db, { tenantId: door.tenantId }),
  ];
  const login = { issuer: provider.issuer, subject: 'wanted by both' };
  await joinProvider(database, { ...login, subject: 'had before' }, mine.id);
  const taken = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  const taking = database.withIdentity(async (tx) => {
    await tx
      .insertInto('external_logins')
      .values({ ...login, user_id: theirs.id })
      .execute();
    taken.resolve();
    await free.promise;
  });
  await taken.promise;
  const joining = joinProvider(database, login, mine.id);
  joining.catch(() => {});
  const countWaiting = async () =>
    (
      await door.db.query(
        `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      )
    ).length;
  await expect.poll(countWaiting, { timeout: 20_000 }).toBe(1);
  free.resolve();
  await taking;
  await expect(joining).rejects.toMatchObject({ code: 'oidc-taken' });
  expect(await door.db.query('select subject from external_logins where user_id = $1', [mine.id])).toEqual([
    { subject: 'had before' },
  ]);
});

describe('an invited person', () => {
  const invite = async (email: string, rank: Rank = 'manager') => {
    const tenantId = await door.db.createTenant();
    const { userId } = { userId: (await createUser(door.db, { tenantId })).id };
    const caller = { tenantId, scopes, by: { kind: 'user', userId, rank: 'owner' } } as const;
    return { tenantId, ...(await createInvitation(door.db.database, caller, { email, rank })) };
  };

  test('comes in by the provider under the very address, once', async () => {
    const { secret, tenantId } = await invite('emil@elsewhere.example');
    const query = `?invitation=${secret}`;
    isPerson('other@elsewhere.example');
    expect(await openBrowser().enter(query)).toBe('/sign-in?failed=oidc-other');
    isPerson('emil@elsewhere.example', { email_verified: false });
    expect(await openBrowser().enter(query)).toBe('/sign-in?failed=oidc-stranger');
    isPerson('emil@elsewhere.example');
    const browser = openBrowser();
    expect(await browser.enter(query)).toBe('/recordings');
    expect(await browser.who()).toMatchObject({ rank: 'manager', tenant: { id: tenantId } });
    expect((await browser.leave(query)).place).toBe(`/invitations/${secret}`);
    expect((await browser.leave('?invitation=nonsense')).place).toBe('/invitations/nonsense');
  });

  test('who is known by the provider becomes a member of one more account', async () => {
    isPerson('fritz@members.example');
    const browser = openBrowser();
    await browser.enter();
    const { secret, tenantId } = await invite('fritz@members.example');
    expect(await browser.enter(`?invitation=${secret}`)).toBe('/recordings');
    expect(await browser.who()).toMatchObject({ tenant: { id: tenantId }, rank: 'manager' });
    const { secret: ofOther } = await invite('gerda@members.example');
    expect(await browser.enter(`?invitation=${ofOther}`)).toBe('/sign-in?failed=oidc-other');
  });
});

describe('an answer that is not to be believed', () => {
  test('signs nobody in, and leaves nothing behind', async () => {
    isPerson('hans@members.example');
    provider.spoil = { otherKey: true };
    const browser = openBrowser();
    expect(await browser.enter()).toBe('/sign-in?failed=oidc-refused');
    expect(browser.cookies).toEqual({});
    expect((await browser.who()).user).toBeUndefined();
  });

  test('has the code of another browser', async () => {
    isPerson('hans@members.example');
    const [one, other] = [openBrowser(), openBrowser()];
    const [back, otherBack] = [await one.leave(), await other.leave()];
    const mixed = new URL(await one.visit(back.place));
    const theirs = new URL(await other.visit(otherBack.place));
    mixed.searchParams.set('code', theirs.searchParams.get('code') ?? '');
    expect(await one.arrive(mixed.href)).toBe('/sign-in?failed=oidc-refused');
  });

  test('comes a second time, to another browser, too late, or out of nowhere', async () => {
    isPerson('ida@members.example');
    const browser = openBrowser();
    const back = await browser.visit((await browser.leave()).place);
    expect(await openBrowser().arrive(back)).toBe('/sign-in?failed=oidc-over');
    const visit = { ...browser.cookies };
    expect(await browser.arrive(back)).toBe('/recordings');
    expect(await openBrowser(visit).arrive(back)).toBe('/sign-in?failed=oidc-over');

    const late = openBrowser();
    const lateBack = await late.visit((await late.leave()).place);
    await door.db.query('update provider_visits set expires_at = now()');
    expect(await late.arrive(lateBack)).toBe('/sign-in?failed=oidc-over');
    for (const query of ['', '?state=x', '?state=%00', '?error=access_denied', `?state=${'x'.repeat(150)}`])
      expect(await openBrowser().arrive(`${door.api.url}/v1/auth/oidc/callback${query}`)).toBe(
        '/sign-in?failed=oidc-over',
      );
  });

  test('says that they declined', async () => {
    provider.person = undefined;
    expect(await openBrowser().enter()).toBe('/sign-in?failed=oidc-declined');
  });
});

describe('a provider that does not answer', () => {
  test('keeps nobody from signing in otherwise, and works once it is back', async () => {
    const fresh = await startIdentityProvider();
    const options = { ...fresh, issuer: fresh.issuer, name: 'Example' };
    fresh.isUp = false;
    const other = await startTestApi({
      identityProvider: createOpenidIdentityProvider(options),
      config: { oidc: { ...options, domains: [], rank: 'member', tenant: undefined } },
    });
    expect((await other.fetch('/ready')).status).toBe(200);
    const start = async () => (await other.fetch('/v1/auth/oidc/start')).headers.get('location') ?? '';
    expect(await start()).toBe('/sign-in?failed=oidc-unreachable');
    fresh.isUp = true;
    expect(await start()).toContain(`${fresh.issuer}/authorize?`);
    // Its description is read once, and not for everybody anew.
    await start();
    expect(fresh.descriptions()).toBe(1);
    await other.close();
    await fresh.close();
  });

  test.each([
    ['/authorize', 503],
    ['/token', 500],
    ['/token', 503],
    ['/token', 429],
    ['/keys', 502],
    ['/about', 504],
  ])(
    'or says itself that it cannot (%s: %i) is asked again, and nobody is told of a refusal',
    async (path, status) => {
      // Where it is asked about people, the token says nothing of them; keys are read once for each description.
      const fresh = await startIdentityProvider();
      fresh.about = { sub: 'kurt', email: 'kurt@members.example', email_verified: true };
      fresh.person = { sub: 'kurt' };
      const asked = createOpenidIdentityProvider({ ...fresh, issuer: fresh.issuer, name: 'Example' });
      const enter = async () => {
        const { url, ...visit } = await asked.begin('http://efir.example/back');
        const answer = await fetch(url, { redirect: 'manual' });
        return asked.finish({ ...visit, url: answer.headers.get('location') ?? '' });
      };
      fresh.troubles = { [path]: status };
      await expect(enter()).rejects.toMatchObject({ code: 'oidc-unreachable' });
      fresh.troubles = {};
      expect(await enter()).toMatchObject({ subject: 'kurt', email: 'kurt@members.example' });
      await fresh.close();
    },
  );

  test('that is set up nowhere leads nowhere', async () => {
    const plain = await startTestApi();
    expect((await plain.fetch('/v1/auth/oidc/start')).headers.get('location')).toBe(
      '/sign-in?failed=oidc-missing',
    );
    expect((await plain.fetch('/v1/auth/oidc/callback')).headers.get('location')).toBe(
      '/sign-in?failed=oidc-missing',
    );
    const cookie = await signIn(plain.db, await createUser(plain.db, { tenantId: plain.tenantId }));
    const asked = await plain.fetch('/v1/me/external-login', {
      method: 'POST',
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });
    expect(((await asked.json()) as { error: { code: string } }).error.code).toBe('oidc-missing');
    await plain.close();
  });
});

test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/a\nb', 'x'])(
  'nobody is led to %s afterwards',
  async (next) => {
    const answer = await door.fetch(`/v1/auth/oidc/start?next=${encodeURIComponent(next)}`);
    expect(answer.status).toBe(400);
  },
);

test('another site may not make a browser join its account at the provider', async () => {
  const own = openBrowser(await sessionOf(await createUser(door.db, { tenantId: door.tenantId })));
  const answer = await own.go('/v1/me/external-login', {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(((await answer.json()) as { error: { code: string } }).error.code).toBe('cross-site');
});
