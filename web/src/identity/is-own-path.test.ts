import { expect, test } from 'vitest';
import { isOwnPath } from './is-own-path.ts';

test.each(['/', '/recordings', '/search?q=слово#место', '/folders/%0a'])('%j is a path of ours', (path) => {
  expect(isOwnPath(path)).toBe(true);
});

test.each([
  ...['', 'recordings', 'https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'],
  ...['/\t/evil.example', '/\n/evil.example', '/\r\\evil.example', '/recordings\u0000', undefined, 5, ['/x']],
])('%j leads elsewhere', (path) => {
  expect(isOwnPath(path)).toBe(false);
});
