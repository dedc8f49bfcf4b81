import { expect, test } from 'vitest';
import { readAddress } from './read-address.ts';

test.each(['https://example.com/talk.mp3', ' http://example.com ', 'HTTPS://пример.рф/беседа?a=1#b'])(
  'takes %j',
  (text) => expect(readAddress(text)).toBe(text.trim()),
);

test.each([
  '',
  'example.com',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'see https://example.com',
  'https://a b',
  'https://',
  `https://example.com/${'x'.repeat(2_000)}`,
])('leaves %j alone', (text) => expect(readAddress(text)).toBeUndefined());
