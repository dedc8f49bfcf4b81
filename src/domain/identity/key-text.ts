import { readCredential, writeCredential } from '../../core/credential.ts';
import type { ApiKeyId, TenantId } from '../../core/ids.ts';

/** The text of an API key: `efir_` and a credential. */
export interface KeyParts {
  readonly tenantId: TenantId;
  readonly keyId: ApiKeyId;
  readonly secret: Buffer;
}

const prefix = 'efir_';

export function writeKeyText({ tenantId, keyId, secret }: KeyParts): string {
  return prefix + writeCredential({ tenantId, id: keyId, secret });
}

/** Undefined for a text that cannot be a key. */
export function readKeyText(text: string): KeyParts | undefined {
  const credential = text.startsWith(prefix) ? readCredential(text.slice(prefix.length)) : undefined;
  if (!credential) return undefined;
  const { tenantId, id, secret } = credential;
  return { tenantId, keyId: id as ApiKeyId, secret };
}
