import { afterEach, expect, it, vi } from 'vitest';
import { takeEarly } from './take-early.ts';

const address = '/v1/auth/state';
const ask = (init?: RequestInit) => takeEarly(new Request(`https://efir.test${address}`, init));

function stand(early: Response | undefined) {
  const sent = vi.fn(async () => new Response('now'));
  vi.stubGlobal('location', { origin: 'https://efir.test' });
  vi.stubGlobal('window', { earlyAnswers: { [address]: Promise.resolve(early) } });
  vi.stubGlobal('fetch', sent);
  return sent;
}

afterEach(() => vi.unstubAllGlobals());

it('takes an answer that was asked for early once, and asks again afterwards', async () => {
  stand(new Response('early'));
  const said = [await (await ask()).text(), await (await ask()).text()];
  expect(said).toEqual(['early', 'now']);
});

it('asks where nothing came early', async () => {
  stand(undefined);
  expect(await (await ask()).text()).toBe('now');
});

it('never takes it for a change, nor for what nobody waits for any more', async () => {
  const sent = stand(new Response('early'));
  await ask({ method: 'POST' });
  await ask({ signal: AbortSignal.abort() });
  expect(sent).toHaveBeenCalledTimes(2);
});
