import { expect, test } from 'vitest';
import { onlyKnown } from './only-known.ts';

test('what a page leaves out of an address is none, whatever stands there', () => {
  const read = onlyKnown(({ next }) => (next === '/recordings' ? { next } : {}));
  // As the router does: what was read is laid over what was typed.
  const laid = (address: Record<string, unknown>) => ({ ...address, ...read(address) });
  expect(laid({ next: '/recordings', from: 'mail' })).toEqual({ next: '/recordings' });
  expect(laid({ next: 'https://example.com', __proto__: 1 })).toEqual({});
  expect(laid({})).toEqual({});
});
