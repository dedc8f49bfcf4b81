import { sql } from 'kysely';
import {
  createSecret,
  hashSecret,
  matchesHash,
  readCredential,
  writeCredential,
} from '../../core/credential.ts';
import { EfirError } from '../../core/errors.ts';
import { createInvitationId, type InvitationId, type TenantId } from '../../core/ids.ts';
import type { Database, TenantRead } from '../../db/database.ts';
import { type Caller, toAuthor } from './caller.ts';
import { assertMayGive } from './members.ts';
import type { Rank } from './ranks.ts';
import { tidyEmail } from './user.ts';

/** An offer to become a member, for whoever has the link and the address. */
export interface Invitation {
  readonly id: InvitationId;
  readonly email: string;
  readonly rank: Rank;
  /** Name of whoever invites; undefined for a program, or for somebody who left. */
  readonly invitedBy: string | undefined;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Days that an invitation waits. */
const lifetime = 7;
/** Open at once in a tenant. */
const mostOpen = 500;

/**
 * Invites an address: gives the secret of the link, shown now and never again. An older invitation of the same address
 * ends. Rejects with `forbidden` (scope) for a rank that may more than the caller, `member-already` (email), and
 * `invitations-full` (limit).
 */
export async function createInvitation(
  database: Database,
  caller: Caller,
  { email, rank }: { readonly email: string; readonly rank: Rank },
): Promise<{ readonly invitation: Invitation; readonly secret: string }> {
  assertMayGive(caller, rank);
  const tidied = tidyEmail(email);
  const id = createInvitationId();
  const secret = createSecret();
  const invitation = await database.withTenant(caller.tenantId, async (tx) => {
    const member = await tx.selectFrom('users').select('id').where('email', '=', tidied).executeTakeFirst();
    if (member) throw new EfirError('member-already', { email: tidied });
    await tx.deleteFrom('invitations').where('email', '=', tidied).where('accepted_at', 'is', null).execute();
    const open = await selectOpen(tx).execute();
    if (open.length >= mostOpen) throw new EfirError('invitations-full', { limit: mostOpen });
    await tx
      .insertInto('invitations')
      .values({
        ...{ tenant_id: tx.tenantId, id, email: tidied, rank },
        secret_hash: hashSecret(secret),
        user_id: toAuthor(caller.by).user_id,
        expires_at: sql<Date>`now() + make_interval(days => ${lifetime})`,
      })
      .execute();
    return selectOpen(tx).where('invitations.id', '=', id).executeTakeFirstOrThrow();
  });
  return {
    invitation: toInvitation(invitation),
    secret: writeCredential({ tenantId: caller.tenantId, id, secret }),
  };
}

/** The invitations that nobody accepted yet, the newest first. */
export async function listInvitations(database: Database, tenantId: TenantId): Promise<Invitation[]> {
  const rows = await database.readTenant(tenantId, (tx) =>
    selectOpen(tx).orderBy('invitations.id', 'desc').execute(),
  );
  return rows.map(toInvitation);
}

/** Takes an invitation back. Rejects with `invitation-unknown`. */
export async function withdrawInvitation(
  database: Database,
  tenantId: TenantId,
  id: InvitationId,
): Promise<void> {
  const gone = await database.withTenant(tenantId, (tx) =>
    tx
      .deleteFrom('invitations')
      .where('id', '=', id)
      .where('accepted_at', 'is', null)
      .returning('id')
      .executeTakeFirst(),
  );
  if (!gone) throw new EfirError('invitation-unknown');
}

/** What a link says to whoever opens it. */
export interface OpenInvitation extends Invitation {
  readonly tenantId: TenantId;
  readonly tenantName: string;
}

/** Rejects with `invitation-unknown`, `invitation-used` and `invitation-expired`. */
export async function readInvitation(database: Database, secret: string): Promise<OpenInvitation> {
  const credential = readCredential(secret);
  if (!credential) throw new EfirError('invitation-unknown');
  return database.readTenant(credential.tenantId, async (tx) => {
    const row = await selectInvitations(tx)
      .innerJoin('tenants', 'tenants.id', 'invitations.tenant_id')
      .select(['secret_hash', 'accepted_at', 'tenants.name as tenantName', sql<Date>`now()`.as('now')])
      .where('invitations.id', '=', credential.id as InvitationId)
      .executeTakeFirst();
    if (!matchesHash(credential.secret, row?.secret_hash) || !row) throw new EfirError('invitation-unknown');
    if (row.accepted_at) throw new EfirError('invitation-used');
    if (row.expiresAt <= row.now) throw new EfirError('invitation-expired');
    return { ...toInvitation(row), tenantId: tx.tenantId, tenantName: row.tenantName };
  });
}

function selectInvitations(tx: Pick<TenantRead, 'selectFrom'>) {
  return tx
    .selectFrom('invitations')
    .leftJoin('users', 'users.id', 'invitations.user_id')
    .select(['invitations.id', 'invitations.email', 'invitations.rank', 'users.name as invitedBy'])
    .select(['invitations.created_at as createdAt', 'invitations.expires_at as expiresAt']);
}

function selectOpen(tx: Pick<TenantRead, 'selectFrom'>) {
  return selectInvitations(tx)
    .where('accepted_at', 'is', null)
    .where('invitations.expires_at', '>', sql<Date>`now()`);
}

type Row = Omit<Invitation, 'invitedBy'> & { readonly invitedBy: string | null };

function toInvitation({ createdAt, email, expiresAt, id, invitedBy, rank }: Row): Invitation {
  return { id, email, rank, invitedBy: invitedBy ?? undefined, createdAt, expiresAt };
}
