import { EfirError } from '../../core/errors.ts';
import type { TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import type { BotIdentity } from './bot.ts';

/**
 * Makes the bot known, or its new name. May be repeated. Rejects with `setting-invalid` when the bot belongs to another
 * tenant already: what was said to it stays there.
 */
export async function registerBot(
  database: Database,
  tenantId: TenantId,
  { id, username }: { readonly id: number; readonly username: string },
): Promise<BotIdentity> {
  try {
    await database.withTenant(tenantId, (tx) =>
      tx
        .insertInto('bots')
        .values({ tenant_id: tenantId, id, username })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet({ username }))
        .execute(),
    );
  } catch (thrown) {
    if (!isOfAnotherTenant(thrown)) throw thrown;
    const accepts = 'the tenant that this bot has belonged to so far';
    throw new EfirError('setting-invalid', { name: 'TELEGRAM_TENANT', value: tenantId, accepts });
  }
  return { tenantId, id, username };
}

function isOfAnotherTenant(thrown: unknown): boolean {
  return thrown instanceof Error && 'constraint' in thrown && thrown.constraint === 'bots_by_id';
}
