import type { Database, IdentityTx } from '../../db/database.ts';
import { createCode, hashCode } from './one-time-code.ts';

/** Printed and forgotten: older ones are no longer in front of anybody. */
const mostCodes = 5;

/** Makes a code with which the first user may set the installation up; undefined where there are users already. */
export async function createSetupCode(database: Pick<Database, 'withIdentity'>): Promise<string | undefined> {
  return database.withIdentity(async (tx) => {
    if (await hasUsers(tx)) return undefined;
    const code = createCode();
    await tx
      .insertInto('setup_codes')
      .values({ code_hash: hashCode(code) })
      .execute();
    const surplus = tx
      .selectFrom('setup_codes')
      .select('code_hash')
      .orderBy('created_at', 'desc')
      .offset(mostCodes);
    await tx.deleteFrom('setup_codes').where('code_hash', 'in', surplus).execute();
    return code;
  });
}

/** Whether nobody has set the installation up yet. */
export async function isSetupNeeded(database: Pick<Database, 'withIdentity'>): Promise<boolean> {
  return database.withIdentity(async (tx) => !(await hasUsers(tx)));
}

export async function hasUsers(tx: IdentityTx): Promise<boolean> {
  return (await tx.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;
}
