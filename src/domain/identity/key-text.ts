import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';
import type { ApiKeyId, TenantId } from '../../core/ids.ts';

/**
 * The text of an API key: `efir_` and, in base64url, 16 bytes of the tenant's id, 16 of the key's id, 24 random
 * ones. The ids are no secret: with them the door opens the tenant that the key claims to be of and compares
 * there, so that no lookup over all tenants has to exist.
 */
export interface KeyParts {
  readonly tenantId: TenantId;
  readonly keyId: ApiKeyId;
  readonly secret: Buffer;
}

const prefix = 'efir_';
const secretBytes = 24;
const allBytes = 32 + secretBytes;

export function createSecret(): Buffer {
  return randomBytes(secretBytes);
}

export function writeKeyText({ tenantId, keyId, secret }: KeyParts): string {
  return prefix + Buffer.concat([parse(tenantId), parse(keyId), secret]).toString('base64url');
}

/** Undefined for a text that cannot be a key. */
export function readKeyText(text: string): KeyParts | undefined {
  if (!text.startsWith(prefix)) return undefined;
  const bytes = Buffer.from(text.slice(prefix.length), 'base64url');
  if (bytes.byteLength !== allBytes || bytes.toString('base64url') !== text.slice(prefix.length))
    return undefined;
  try {
    return {
      tenantId: stringify(bytes.subarray(0, 16)) as TenantId,
      keyId: stringify(bytes.subarray(16, 32)) as ApiKeyId,
      secret: bytes.subarray(32),
    };
  } catch {
    return undefined;
  }
}

/** What is kept of a secret. It is random and long, so a plain hash is as good as a slow one. */
export function hashSecret(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares in constant time; an absent hash takes as long as a wrong one. */
export function matchesHash(secret: Buffer, hash: Buffer | undefined): boolean {
  const known = hash?.byteLength === 32 ? hash : Buffer.alloc(32);
  return timingSafeEqual(hashSecret(secret), known) && hash !== undefined;
}
