import { sql } from 'kysely';
import type { Database, IdentityTx } from '../../db/database.ts';
import type { Caller } from './caller.ts';
import { scopesOf } from './ranks.ts';
import { isScope, type Scope } from './scopes.ts';

/**
 * Of callers that were let in some time ago, those who would not be now: signed out, thrown out of the tenant, looking at
 * another one, or with a key or a sign-in that was revoked or is over, or who may no longer do all of `scopes`. One look for
 * all of them.
 */
export async function findGone<Known extends Caller>(
  database: Pick<Database, 'withIdentity'>,
  callers: readonly Known[],
  scopes: readonly Scope[],
): Promise<Known[]> {
  if (callers.length === 0) return [];
  const sessions = callers.flatMap(({ by }) => (by.kind === 'user' && by.sessionId ? [by.sessionId] : []));
  const users = callers.flatMap(({ by }) => (by.kind === 'user' ? [by.userId] : []));
  const keys = callers.flatMap(({ by }) => (by.kind === 'key' ? [by.keyId] : []));
  const families = callers.flatMap(({ familyId }) => (familyId ? [familyId] : []));
  const may = await database.withIdentity(async (tx) => ({
    sessions: await readSessions(tx, sessions),
    families: await readFamilies(tx, families),
    members: await readMembers(tx, users),
    keys: await readKeys(tx, keys),
  }));
  return callers.filter((caller) => {
    const { by, familyId, tenantId } = caller;
    if (familyId && !may.families.has(familyId)) return true;
    if (by.kind === 'user' && by.sessionId && may.sessions.get(by.sessionId) !== tenantId) return true;
    const allowed = by.kind === 'user' ? may.members.get(`${tenantId} ${by.userId}`) : may.keys.get(by.keyId);
    return !allowed || scopes.some((scope) => !allowed.includes(scope));
  });
}

const now = sql<Date>`now()`;

/** The tenant that each session looks at. */
async function readSessions(tx: IdentityTx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('sessions')
    .select(['id', 'tenant_id'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where('expires_at', '>', now)
    .execute();
  return new Map(rows.map((row) => [row.id, row.tenant_id]));
}

async function readFamilies(tx: IdentityTx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .selectFrom('token_families')
    .select('id')
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** What each member may do, by tenant and user. */
async function readMembers(
  tx: IdentityTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Scope[]>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('memberships')
    .select(['tenant_id', 'user_id', 'rank'])
    .where(sql<boolean>`user_id = any(${ids}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [`${row.tenant_id} ${row.user_id}`, scopesOf(row.rank)]));
}

async function readKeys(
  tx: IdentityTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Scope[]>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('api_keys')
    .select(['id', 'scopes'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where('revoked_at', 'is', null)
    .where((on) => on.or([on('expires_at', 'is', null), on('expires_at', '>', now)]))
    .execute();
  return new Map(rows.map((row) => [row.id, row.scopes.filter(isScope)]));
}
