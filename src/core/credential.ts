import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';
import type { TenantId } from './ids.ts';

/**
 * What somebody shows to be let in, as text: in base64url, 16 bytes of the tenant's id, 16 of a row's id, 24 random
 * ones. The ids are no secret: with them the door opens the tenant that the text claims to be of and compares there, so
 * that no lookup over all tenants has to exist.
 */
export interface Credential {
  readonly tenantId: TenantId;
  /** Of the row that keeps the hash. */
  readonly id: string;
  readonly secret: Buffer;
}

const secretBytes = 24;
const allBytes = 32 + secretBytes;

export function createSecret(): Buffer {
  return randomBytes(secretBytes);
}

export function writeCredential({ tenantId, id, secret }: Credential): string {
  return Buffer.concat([parse(tenantId), parse(id), secret]).toString('base64url');
}

/** Undefined for a text that cannot be one. */
export function readCredential(text: string): Credential | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.byteLength !== allBytes || bytes.toString('base64url') !== text) return undefined;
  try {
    return {
      tenantId: stringify(bytes.subarray(0, 16)) as TenantId,
      id: stringify(bytes.subarray(16, 32)),
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
