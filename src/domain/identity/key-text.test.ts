import { expect, test } from 'vitest';
import { createSecret, hashSecret, matchesHash } from '../../core/credential.ts';
import { createApiKeyId, createTenantId } from '../../core/ids.ts';
import { readKeyText, writeKeyText } from './key-text.ts';

const parts = { tenantId: createTenantId(), keyId: createApiKeyId(), secret: createSecret() };

test('a key says whose it is', () => {
  expect(readKeyText(writeKeyText(parts))).toEqual(parts);
});

test.each([
  '',
  'efir_',
  'efir_AAAA',
  'bearer',
  writeKeyText(parts).slice(5),
  `${writeKeyText(parts)}=`,
  `${writeKeyText(parts).slice(0, -1)}`,
  `${writeKeyText(parts)}A`,
  `efir_${'!'.repeat(75)}`,
  `efir_${Buffer.alloc(56, 0xff).toString('base64url').replace(/^./, '-')}`,
])('%j is none', (text) => {
  expect(readKeyText(text)).toBeUndefined();
});

test('a secret matches its own hash only', () => {
  const hash = hashSecret(parts.secret);
  expect(matchesHash(parts.secret, hash)).toBe(true);
  expect(matchesHash(createSecret(), hash)).toBe(false);
  expect(matchesHash(parts.secret, undefined)).toBe(false);
  expect(matchesHash(parts.secret, Buffer.alloc(5))).toBe(false);
});
