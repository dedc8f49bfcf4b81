import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { createUser, signIn } from '../../../test/support/people.ts';
import { forgetOver } from './forget-over.ts';
import { openSigningKeys } from './signing-keys.ts';
import { issueTokens } from './tokens.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

test('what is over goes, and what is good stays', async () => {
  const user = await createUser(db, { tenantId: await db.createTenant() });
  const by = { kind: 'user', userId: user.id, rank: 'owner' } as const;
  const count = async () => {
    const [row] = await db.query<{ sessions: number; families: number; tokens: number; tries: number }>(
      `select (select count(*)::int from sessions) as sessions, (select count(*)::int from token_families) as families,
        (select count(*)::int from refresh_tokens) as tokens, (select count(*)::int from sign_in_tries) as tries`,
    );
    return row;
  };
  for (let round = 0; round < 2; round += 1) {
    await signIn(db, user);
    await issueTokens(db.database, openSigningKeys(db.database), { by, tenantId: user.tenantId });
    await db.query(`insert into sign_in_tries (key, wrong) values ($1, 1)`, [`account:${round}`]);
    await forgetOver(db.database);
    expect(await count()).toEqual({ sessions: 1, families: 1, tokens: 1, tries: 1 });
    if (round > 0) break;
    await db.query(`update sessions set expires_at = now()`);
    await db.query(`update token_families set expires_at = now()`);
    await db.query(`update sign_in_tries set last_at = now() - interval '2 days'`);
  }
});
