import { beforeAll, expect, test, vi } from 'vitest';

/** What the worker does with a request: undefined when it leaves it to the browser. */
type Answer = Promise<Response> | undefined;

const kept: string[] = [];
let handle: (event: unknown) => void;

beforeAll(async () => {
  const cache = { match: async () => undefined, put: async (path: string) => void kept.push(path) };
  vi.stubGlobal('location', { origin: 'https://efir.test' });
  vi.stubGlobal('caches', { open: async () => cache, match: async () => undefined });
  vi.stubGlobal('fetch', async () => new Response('answered'));
  vi.stubGlobal('__VERSION__', 'one');
  vi.stubGlobal('__FILES__', []);
  vi.stubGlobal('addEventListener', (type: string, listener: typeof handle) => {
    if (type === 'fetch') handle = listener;
  });
  await import('./service-worker.ts');
  return () => vi.unstubAllGlobals();
});

test.each(['navigate', 'cors'])(
  'leaves what is of the server and what is read by a link alone (%s)',
  (mode) => {
    const paths = [
      '/v1/auth/state',
      '/v1/shares/abc',
      '/v1/shares/abc/sound?t=1',
      '/s/abc',
      '/files/x',
      '/docs/',
    ];
    for (const path of paths)
      for (const method of ['GET', 'POST', 'PATCH']) {
        expect(ask(path, method, mode), `${method} ${path}`).toBeUndefined();
      }
    expect(ask('/recordings', 'GET', 'cors')).toBeUndefined();
    expect(ask('https://elsewhere.test/recordings', 'GET', mode)).toBeUndefined();
  },
);

test('answers pages of the dashboard and files of the build, and keeps no answer', async () => {
  for (const [path, mode] of [
    ['/recordings', 'navigate'],
    ['/settings/people', 'navigate'],
    ['/assets/index-abcdefgh.js', 'no-cors'],
  ] as const)
    expect(await (await ask(path, 'GET', mode))?.text()).toBe('answered');
  expect(kept).toEqual([]);
});

function ask(path: string, method: string, mode: string): Answer {
  let answer: Answer;
  const { href: url } = new URL(path, 'https://efir.test');
  handle({ request: { method, mode, url }, respondWith: (given: Answer) => (answer = given) });
  return answer;
}
