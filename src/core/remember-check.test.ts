import { expect, test } from 'vitest';
import { rememberCheck } from './remember-check.ts';

test('looks once for all who ask within a while, and again behind it', async () => {
  let looks = 0;
  const check = async () => {
    looks++;
    if (looks > 1) throw new Error('full');
  };
  const patient = rememberCheck(check);
  await Promise.all([patient(), patient()]);
  await patient();
  expect(looks).toBe(1);
  const hasty = rememberCheck(check, 0);
  await expect(hasty()).rejects.toThrow('full');
  await expect(hasty()).rejects.toThrow('full');
  expect(looks).toBe(3);
});
