import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { createApiKey } from './create-api-key.ts';
import { openKeyring } from './keyring.ts';
import { revokeApiKey } from './revoke-api-key.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

async function makeKey() {
  const tenantId = await db.createTenant();
  const made = await createApiKey(db.database, { tenantId, name: 'test', scopes: ['recordings:read'] });
  return { tenantId, id: made.apiKey.id, key: made.key };
}

test('knows a key without asking again', async () => {
  const { tenantId, id, key } = await makeKey();
  const keyring = openKeyring(db.database);
  const caller = await keyring.authenticate(key);
  expect(caller).toMatchObject({ tenantId, by: { kind: 'key', keyId: id } });
  // Past the program: no hint tells of it.
  await db.query('delete from api_keys where id = $1', [id]);
  expect(await keyring.authenticate(key)).toEqual(caller);
  keyring.close();
});

test('forgets a key at once where it is revoked, and soon where it is revoked elsewhere', async () => {
  const { tenantId, id, key } = await makeKey();
  const elsewhere = await db.connect();
  const [here, there] = [openKeyring(db.database), openKeyring(elsewhere)];
  await here.authenticate(key);
  await there.authenticate(key);
  await revokeApiKey(db.database, tenantId, id);
  here.forget(id);
  await expect(here.authenticate(key)).rejects.toMatchObject({ code: 'unauthorised' });
  const ask = () =>
    there.authenticate(key).then(
      () => 'known',
      (error: { code: string }) => error.code,
    );
  await expect.poll(ask, { timeout: 15_000 }).toBe('unauthorised');
  here.close();
  there.close();
  await elsewhere.close();
});

test('asks for a wrong key each time', async () => {
  const { id, key } = await makeKey();
  const keyring = openKeyring(db.database);
  const wrong = `${key.slice(0, -2)}${key.endsWith('AA') ? 'BB' : 'AA'}`;
  await expect(keyring.authenticate(wrong)).rejects.toMatchObject({ code: 'unauthorised' });
  expect(await keyring.authenticate(key)).toMatchObject({ by: { keyId: id } });
  await expect(keyring.authenticate(wrong)).rejects.toMatchObject({ code: 'unauthorised' });
  keyring.close();
});
