import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { sql } from 'kysely';
import { v4 } from 'uuid';
import type { Database, IdentityTx } from '../../db/database.ts';

/** Days for which a key signs; for one more it is known, long after its last token is over. */
const signingDays = 30;
const knownDays = signingDays + 1;
/** One successor, whoever notices first. */
const rotationLock = 7_310_002;
/** Milliseconds for which what was read is taken for true. A key that is not known is asked for at once. */
const validity = 60_000;

/** An Ed25519 key: `kid` is its id. */
export interface SigningKey {
  readonly id: string;
  readonly publicKey: JWK;
  readonly privateKey: JWK;
  readonly createdAt: Date;
}

/** The keys that access tokens are signed and known by. A key that is too old is followed by a new one. */
export interface SigningKeys {
  /** The one that signs now. */
  newest(): Promise<SigningKey>;
  /** Undefined for a key that nobody has, or that is no longer known. */
  find(id: string): Promise<SigningKey | undefined>;
  /** All that tokens may be signed with, the newest first. */
  list(): Promise<readonly SigningKey[]>;
}

export function openSigningKeys(database: Pick<Database, 'withIdentity'>): SigningKeys {
  let known: { readonly keys: readonly SigningKey[]; readonly until: number } | undefined;
  const read = async () => {
    const keys = await database.withIdentity(readKeys);
    known = { keys, until: performance.now() + validity };
    return keys;
  };
  const list = async () => (known && known.until > performance.now() ? known.keys : read());
  return {
    list,
    async newest() {
      const [newest] = await list();
      if (newest && isYoung(newest)) return newest;
      await database.withIdentity(addKey);
      return (await read())[0] as SigningKey;
    },
    async find(id) {
      const among = (keys: readonly SigningKey[]) => keys.find((key) => key.id === id);
      return among(await list()) ?? among(await read());
    },
  };
}

/** Replaces the key that signs, at once; tokens of the old one stay good until they are over. */
export async function rotateSigningKey(database: Pick<Database, 'withIdentity'>): Promise<void> {
  await database.withIdentity(insertKey);
}

function isYoung({ createdAt }: SigningKey): boolean {
  return Date.now() - createdAt.getTime() < signingDays * 86_400_000;
}

async function readKeys(tx: IdentityTx): Promise<SigningKey[]> {
  const rows = await tx
    .selectFrom('signing_keys')
    .selectAll()
    .where('created_at', '>', sql<Date>`now() - make_interval(days => ${knownDays})`)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    publicKey: row.public_key as JWK,
    privateKey: row.private_key as JWK,
    createdAt: row.created_at,
  }));
}

async function addKey(tx: IdentityTx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${rotationLock})`.execute(tx);
  const [newest] = await readKeys(tx);
  if (newest && isYoung(newest)) return;
  await insertKey(tx);
  await tx
    .deleteFrom('signing_keys')
    .where('created_at', '<=', sql<Date>`now() - make_interval(days => ${knownDays})`)
    .execute();
}

async function insertKey(tx: IdentityTx): Promise<void> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const id = v4();
  const named = { kid: id, alg: 'EdDSA', use: 'sig' };
  await tx
    .insertInto('signing_keys')
    .values({
      id,
      public_key: JSON.stringify({ ...(await exportJWK(pair.publicKey)), ...named }),
      private_key: JSON.stringify({ ...(await exportJWK(pair.privateKey)), ...named }),
    })
    .execute();
}
