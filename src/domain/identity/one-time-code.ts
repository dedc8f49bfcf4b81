import { randomInt } from 'node:crypto';
import { hashSecret } from '../../core/credential.ts';

/** No signs that are taken for others: 12 of them are 58 bits. */
const signs = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A one-time code for people to type: three groups of four signs, joined by hyphens. */
export function createCode(): string {
  const parts = [0, 1, 2].map(() => Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join(''));
  return parts.join('-');
}

/** What is kept of a code, however it was typed. */
export function hashCode(code: string): Buffer {
  return hashSecret(Buffer.from(code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')));
}
