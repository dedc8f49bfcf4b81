import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { createUser, signIn, type TestUser } from '../../../test/support/people.ts';
import { type Access, routeAccess } from '../../../test/support/route-access.ts';
import {
  issueTokens,
  openSigningKeys,
  type Rank,
  ranks,
  type Scope,
  type SigningKeys,
  scopes,
} from '../../domain/identity/index.ts';
import type { ApiRoute } from './build-server.ts';

vi.setConfig({ testTimeout: 120_000 });

/** What a rank may do, written down once more. */
const read: readonly Scope[] = ['recordings:read'];
const write: readonly Scope[] = [...read, 'recordings:write'];
const manage: readonly Scope[] = [
  ...write,
  ...([
    'webhooks:read',
    'webhooks:write',
    'keys:write',
    'settings:write',
    'tasks:write',
    'members:read',
  ] as const),
];
const scopesByRank: Readonly<Record<Rank, readonly Scope[]>> = {
  viewer: read,
  member: write,
  manager: manage,
  owner: [...manage, 'members:write', 'tenant:write'],
};

let door: TestApi;
let signingKeys: SigningKeys;
const people = new Map<Rank, TestUser>();
beforeAll(async () => {
  door = await startTestApi();
  signingKeys = openSigningKeys(door.db.database);
  for (const rank of ranks) people.set(rank, await createUser(door.db, { tenantId: door.tenantId, rank }));
});
afterAll(() => door.close());

/** Somebody who asks, how they show who they are, and what they may. */
interface Asking {
  readonly name: string;
  readonly isPerson: boolean;
  readonly scopes: readonly Scope[];
  /** Made anew for each request: some end the session that asks. */
  readonly headers: (route: ApiRoute) => Promise<Record<string, string>>;
}

const bearer = (text: string) => ({ authorization: `Bearer ${text}` });
const personOf = (rank: Rank) => people.get(rank) as TestUser;

async function tokenOf(rank: Rank): Promise<string> {
  const { id: userId, tenantId } = personOf(rank);
  const tokens = await issueTokens(door.db.database, signingKeys, {
    tenantId,
    by: { kind: 'user', userId, rank },
  });
  return tokens.accessToken;
}

const atBrowser = (rank: Rank): Asking => ({
  name: `a session of the ${rank}`,
  isPerson: true,
  scopes: scopesByRank[rank],
  headers: async () => ({
    cookie: await signIn(door.db, personOf(rank)),
    'sec-fetch-site': 'same-origin',
  }),
});
const withToken = (rank: Rank): Asking => ({
  name: `an access token of the ${rank}`,
  isPerson: true,
  scopes: scopesByRank[rank],
  headers: async () => bearer(await tokenOf(rank)),
});
const withAllButIts: Asking = {
  name: 'an API key with all scopes but the one',
  isPerson: false,
  scopes: [],
  headers: async (route) =>
    bearer(
      await door.createKey(
        door.tenantId,
        scopes.filter((scope) => scope !== route.scope),
      ),
    ),
};
const withKey: Asking = {
  name: 'an API key with all scopes',
  isPerson: false,
  scopes,
  headers: async () => bearer(door.key),
};

/** Of nobody that exists, and with nothing in it: who is let in is told so, and nothing happens. */
function call(route: ApiRoute, headers: Record<string, string>): Promise<Response> {
  const path = route.url.replaceAll(/:\w+/g, v7());
  const hasBody = ['POST', 'PUT', 'PATCH'].includes(route.method);
  return door.fetch(path, {
    method: route.method,
    headers: { ...headers, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    ...(hasBody ? { body: '{}' } : {}),
  });
}

async function statusOf(route: ApiRoute, headers: Record<string, string>): Promise<number> {
  const answer = await call(route, headers);
  // Streams of events have no end.
  await answer.body?.cancel();
  return answer.status;
}

const nameOf = (route: ApiRoute) => `${route.method} ${route.url}`;
const accessOf = (route: ApiRoute) => routeAccess[nameOf(route)] as Access;
// The page at /docs comes whole from its plugin.
const routes = () => door.api.routes.filter(({ url }) => !url.startsWith('/docs'));

/** 401, 403, or that they are let in. */
function judge(route: ApiRoute, asking: Asking | undefined): 401 | 403 | 'in' {
  const access = accessOf(route);
  if (access === 'open' || access === 'visitor') return 'in';
  if (!asking) return 401;
  if (access === 'key') return 'in';
  if (access === 'person') return asking.isPerson ? 'in' : 403;
  return asking.scopes.includes(access) ? 'in' : 403;
}

const outcomeOf = (status: number) => (status === 401 || status === 403 ? status : 'in');

describe('who may come to a route', () => {
  test('is written down for every route, and for none that is gone', () => {
    const declared = routes().map((route) => {
      const { keyed, person, scope, visitor } = route;
      const access = scope ?? (person ? 'person' : visitor ? 'visitor' : keyed ? 'key' : 'open');
      return [nameOf(route), access];
    });
    expect(Object.fromEntries(declared)).toEqual(routeAccess);
  });

  test('is nobody without a credential, but where everybody is welcome', async () => {
    for (const route of routes()) {
      // With bytes that say nothing they are refused for that.
      const told = outcomeOf(await statusOf(route, {}));
      expect([nameOf(route), told]).toEqual([nameOf(route), judge(route, undefined)]);
    }
  });

  const asking = [withKey, withAllButIts, ...ranks.map(atBrowser), ...ranks.map(withToken)];
  test.each(asking.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    for (const route of routes()) {
      const told = outcomeOf(await statusOf(route, await one.headers(route)));
      expect([nameOf(route), told]).toEqual([nameOf(route), judge(route, one)]);
    }
  });

  test('counts nothing that is wrong, over, or of somebody who left', async () => {
    const gone = await createUser(door.db, { tenantId: door.tenantId });
    const cookie = await signIn(door.db, gone);
    const owner = { tenantId: door.tenantId, by: { kind: 'user', userId: gone.id, rank: 'owner' } } as const;
    const { accessToken } = await issueTokens(door.db.database, signingKeys, owner);
    await door.db.query('delete from memberships where user_id = $1', [gone.id]);
    const guarded = routes().filter((route) => !['open', 'visitor'].includes(accessOf(route)));
    expect(guarded.length).toBeGreaterThan(60);
    for (const headers of [{ cookie, 'sec-fetch-site': 'same-origin' }, bearer(accessToken), bearer('a.b.c')])
      for (const route of guarded)
        expect([nameOf(route), await statusOf(route, headers)]).toEqual([nameOf(route), 401]);
  });

  test('is nobody whom another site sends, at a browser', async () => {
    const cookie = await signIn(door.db, personOf('owner'));
    const changing = routes().filter(
      (route) => route.method !== 'GET' && route.method !== 'HEAD' && accessOf(route) !== 'open',
    );
    expect(changing.length).toBeGreaterThan(40);
    for (const route of changing) {
      const told = await statusOf(route, { cookie, 'sec-fetch-site': 'cross-site' });
      expect([nameOf(route), told]).toEqual([nameOf(route), 403]);
    }
  });
});
