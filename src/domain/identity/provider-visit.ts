import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { hashSecret } from '../../core/credential.ts';
import { EfirError } from '../../core/errors.ts';
import type { InvitationId, TenantId, UserId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { Departure } from '../../ports/identity-provider.ts';
import { readInvitation } from './invitation.ts';

/** Seconds for which a browser may be away at the provider. */
export const visitLifetime = 600;
/** Under way at once; whoever begins more makes the oldest end. */
const mostVisits = 10_000;

/** What a browser went to the identity provider for. */
export interface VisitPurpose {
  /** The page to go to afterwards. */
  readonly next: string;
  /** Who joins the account that they come back with. */
  readonly userId?: UserId | undefined;
  /** Secret of an invitation that is accepted on the way. */
  readonly invitation?: string | undefined;
}

/** What is known of a browser that came back. */
export interface ProviderVisit {
  readonly nonce: string;
  readonly verifier: string;
  readonly next: string;
  readonly userId: UserId | undefined;
  readonly invitation: { readonly tenantId: TenantId; readonly id: InvitationId } | undefined;
}

/** Keeps what has to fit when the browser returns: gives the secret for its cookie. Rejects as `readInvitation`. */
export async function beginVisit(
  database: Database,
  { nonce, state, verifier }: Departure,
  { invitation: link, next, userId }: VisitPurpose,
): Promise<string> {
  const invitation = link === undefined ? undefined : await readInvitation(database, link);
  const secret = randomBytes(32);
  await database.withIdentity(async (tx) => {
    await tx
      .insertInto('provider_visits')
      .values({
        state_hash: hashText(state),
        browser_hash: hashSecret(secret),
        ...{ nonce, verifier, next },
        user_id: userId ?? null,
        tenant_id: invitation?.tenantId ?? null,
        invitation_id: invitation?.id ?? null,
        expires_at: sql<Date>`now() + make_interval(secs => ${visitLifetime})`,
      })
      .execute();
    const surplus = tx
      .selectFrom('provider_visits')
      .select('state_hash')
      .orderBy('expires_at', 'desc')
      .offset(mostVisits);
    await tx.deleteFrom('provider_visits').where('state_hash', 'in', surplus).execute();
  });
  return secret.toString('base64url');
}

/** Uses a visit up: no answer counts twice, nor in another browser. Rejects with `oidc-over`. */
export async function endVisit(
  database: Pick<Database, 'withIdentity'>,
  { secret, state }: { readonly state: string; readonly secret: string | undefined },
): Promise<ProviderVisit> {
  const row = await database.withIdentity((tx) =>
    tx
      .deleteFrom('provider_visits')
      .where('state_hash', '=', hashText(state))
      .where('browser_hash', '=', hashSecret(Buffer.from(secret ?? '', 'base64url')))
      .where('expires_at', '>', sql<Date>`now()`)
      .returningAll()
      .executeTakeFirst(),
  );
  if (!row) throw new EfirError('oidc-over');
  const { invitation_id: id, next, nonce, tenant_id: tenantId, user_id: userId, verifier } = row;
  return {
    ...{ next, nonce, verifier },
    userId: userId ?? undefined,
    invitation: id && tenantId ? { id, tenantId } : undefined,
  };
}

const hashText = (text: string) => hashSecret(Buffer.from(text));
