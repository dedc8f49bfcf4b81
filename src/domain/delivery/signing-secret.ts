import { createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { TenantTx } from '../../db/database.ts';

const secretBytes = 32;
const prefix = 'whsec_';

/** Seconds that a secret still signs beside the one that took its place. */
const overlap = 24 * 3600;

export function createSigningSecret(): Buffer {
  return randomBytes(secretBytes);
}

/** As receivers are given it, in the form of Standard Webhooks: `whsec_` and base64. */
export function writeSecretText(secret: Buffer): string {
  return prefix + secret.toString('base64');
}

export interface SignedHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/**
 * The headers of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, one signature for each secret, so that a
 * receiver may change over in its own time. `at` in milliseconds.
 */
export function signMessage(message: {
  id: string;
  body: string;
  secrets: readonly Buffer[];
  at?: number;
}): SignedHeaders {
  const timestamp = String(Math.floor((message.at ?? Date.now()) / 1000));
  const content = `${message.id}.${timestamp}.${message.body}`;
  const signatures = message.secrets.map(
    (secret) => `v1,${createHmac('sha256', secret).update(content).digest('base64')}`,
  );
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

/** A row that holds a secret, and the one before it for as long as that signs too. */
interface SecretRow {
  readonly secret: Buffer;
  readonly former: Buffer | null;
}

/** To be selected with `secret`: the former one, if its time is not over. */
export const formerSecret = sql<Buffer | null>`case when former_until > now() then former_secret end`;

export function listSecrets({ secret, former }: SecretRow): Buffer[] {
  return former ? [secret, former] : [secret];
}

/** Columns of a row whose secret is replaced: the one it had signs beside the new one for a day. */
export function replaceSecret(secret: Buffer) {
  return {
    secret,
    former_secret: sql<Buffer>`secret`,
    former_until: sql<Date>`now() + make_interval(secs => ${overlap})`,
  };
}

/** The secrets that sign what belongs to no webhook; the tenant has one from the first such delivery on. */
export async function readSigningSecrets(tx: TenantTx): Promise<Buffer[]> {
  await tx
    .insertInto('signing_secrets')
    .values({ tenant_id: tx.tenantId, secret: createSigningSecret() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await tx
    .selectFrom('signing_secrets')
    .select('secret')
    .select(formerSecret.as('former'))
    .executeTakeFirstOrThrow();
  return listSecrets(row);
}
