import { sql } from 'kysely';
import type { Database } from '../../db/database.ts';

/** Days that an invitation stays on the list of what was, whoever accepted it or not. */
const invitationDays = 30;

/**
 * Deletes sessions and sign-ins of clients that are over, wrong passwords of yesterday, links for new passwords that
 * nobody used, visits to the identity provider that nobody came back from, and old invitations. May be repeated.
 */
export async function forgetOver(database: Pick<Database, 'withIdentity'>): Promise<void> {
  const now = sql<Date>`now()`;
  await database.withIdentity(async (tx) => {
    await tx.deleteFrom('sessions').where('expires_at', '<', now).execute();
    await tx.deleteFrom('password_resets').where('expires_at', '<', now).execute();
    await tx.deleteFrom('provider_visits').where('expires_at', '<', now).execute();
    await tx.deleteFrom('token_families').where('expires_at', '<', now).execute();
    await tx.deleteFrom('sign_in_tries').where('last_at', '<', sql<Date>`now() - interval '1 day'`).execute();
    await tx
      .deleteFrom('invitations')
      .where('expires_at', '<', sql<Date>`now() - make_interval(days => ${invitationDays})`)
      .execute();
  });
}
