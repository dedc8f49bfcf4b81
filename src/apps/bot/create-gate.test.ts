import { expect, test } from 'vitest';
import { createGate } from './create-gate.ts';

test('so many enter within any span, in their order', async () => {
  const gate = createGate({ most: 3, span: 200 });
  const { signal } = new AbortController();
  const entered: { number: number; at: number }[] = [];
  await Promise.all(
    Array.from({ length: 8 }, async (_, number) => {
      await gate.enter(signal);
      entered.push({ number, at: performance.now() });
    }),
  );
  expect(entered.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  for (const [index, { at }] of entered.slice(3).entries())
    expect(at - (entered[index]?.at ?? 0)).toBeGreaterThan(195);
});

test('who gives up does not hold up those behind', async () => {
  const gate = createGate({ most: 1, span: 100 });
  const { signal } = new AbortController();
  await gate.enter(signal);
  const leaving = new AbortController();
  const given = gate.enter(leaving.signal);
  const behind = gate.enter(signal);
  leaving.abort();
  await expect(given).rejects.toThrow();
  await behind;
});
