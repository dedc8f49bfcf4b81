import { sql } from 'kysely';
import { createSecret, hashSecret, writeCredential } from '../../core/credential.ts';
import { type ChatRecordingId, createUploadLinkId } from '../../core/ids.ts';
import type { TenantTx } from '../../db/database.ts';

/**
 * Makes a link for a recording of a chat that is `accepted`. Gives its text, the last part of the address
 * `PUBLIC_URL/u/<text>`: shown now and never again, because only a hash of its secret is kept. `lifetime` in seconds.
 */
export async function createUploadLink(
  tx: TenantTx,
  { chatRecordingId, lifetime }: { readonly chatRecordingId: ChatRecordingId; readonly lifetime: number },
): Promise<string> {
  const id = createUploadLinkId();
  const secret = createSecret();
  await tx
    .insertInto('upload_links')
    .values({
      tenant_id: tx.tenantId,
      id,
      secret_hash: hashSecret(secret),
      chat_recording_id: chatRecordingId,
      expires_at: sql<Date>`now() + make_interval(secs => ${lifetime})`,
      used_at: null,
    })
    .execute();
  return writeCredential({ tenantId: tx.tenantId, id, secret });
}
