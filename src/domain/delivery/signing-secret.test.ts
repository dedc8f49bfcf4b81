import { expect, test } from 'vitest';
import { createSigningSecret, signMessage, writeSecretText } from './signing-secret.ts';

test('a message is signed as the example of Standard Webhooks is', () => {
  const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
  const signed = signMessage({
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    body: '{"test": 2432232314}',
    secrets: [secret],
    at: 1_614_265_330_999,
  });
  expect(signed).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test('each secret signs for itself', () => {
  const secrets = [createSigningSecret(), createSigningSecret()];
  const signatures = signMessage({ id: 'x', body: 'y', secrets })['webhook-signature'].split(' ');
  expect(signatures.length).toBe(2);
  expect(new Set(signatures).size).toBe(2);
  for (const signature of signatures) expect(signature).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
});

test('secrets have the form that receivers expect, and no two are alike', () => {
  const texts = Array.from({ length: 50 }, () => writeSecretText(createSigningSecret()));
  for (const text of texts) expect(text).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(new Set(texts).size).toBe(50);
});
