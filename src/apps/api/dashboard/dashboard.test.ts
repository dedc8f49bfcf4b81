import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../../test/support/api.ts';

let folder: string;
let door: TestApi;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-dist-'));
  door = await startTestApi({ dashboardFolder: folder });
});
afterAll(async () => {
  await door.close();
  await rm(folder, { recursive: true });
});

const page = { accept: 'text/html,application/xhtml+xml' };

async function build(word: string): Promise<void> {
  await mkdir(join(folder, 'assets'), { recursive: true });
  const script = `console.log(${JSON.stringify(word.repeat(200))})`;
  await writeFile(join(folder, `assets/index-${word}.js`), script);
  await writeFile(join(folder, `assets/index-${word}.js.br`), brotliCompressSync(script));
  await writeFile(join(folder, 'assets/early.js'), '1');
  await writeFile(join(folder, 'assets/secret.txt'), 'no');
  await writeFile(join(folder, 'index.html'), `<script nonce="__CSP_NONCE__" src="${word}"></script>`);
}

describe('the dashboard', () => {
  test('says what to do while it is not built, in the reader’s language', async () => {
    const answer = await door.fetch('/', { headers: { ...page, 'accept-language': 'ru' } });
    expect(answer.status).toBe(503);
    const text = await answer.text();
    expect(text).toContain('./efir web build');
    expect(text).toContain('ещё не собран');
  });

  test('is one page at every address that no program uses, with a nonce of its own each time', async () => {
    await build('abcdefgh');
    const nonces = new Set<string>();
    for (const path of ['/', '/recordings', '/recordings/7?x=1', '/s/AbC_1-x']) {
      const answer = await door.fetch(path, { headers: page });
      expect([path, answer.status, answer.headers.get('cache-control')]).toEqual([path, 200, 'no-store']);
      // An address may hold a secret.
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('x-robots-tag')).toContain('noindex');
      const policy = answer.headers.get('content-security-policy') ?? '';
      const [, nonce = ''] = /'nonce-([^']+)'/.exec(policy) ?? [];
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain('unsafe');
      expect(await answer.text()).toContain(`nonce="${nonce}"`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(4);
  });

  test('leaves the addresses of programs, and what programs ask for, to them', async () => {
    for (const path of ['/v1/nothing', '/files/x', '/assets/nothing.js', '/docs/nothing', '/metrics/x']) {
      const answer = await door.fetch(path, { headers: page });
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.text()).not.toContain('<script');
    }
    const answer = await door.fetch('/recordings');
    expect(answer.status).toBe(404);
    expect(((await answer.json()) as { error: { code: string } }).error.code).toBe('route-unknown');
  });

  test('sends its files small and for ever, and nothing else from their folder', async () => {
    const answer = await door.fetch('/assets/index-abcdefgh.js', { headers: { 'accept-encoding': 'br' } });
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(answer.headers.get('vary')).toContain('accept-encoding');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await answer.text()).toContain('abcdefgh');
    const plain = await door.fetch('/assets/index-abcdefgh.js', {
      headers: { 'accept-encoding': 'identity' },
    });
    expect(plain.headers.get('content-encoding')).toBeNull();
    const early = await door.fetch('/assets/early.js');
    expect(early.headers.get('cache-control')).toBe('no-cache');
    const tag = early.headers.get('etag') ?? '';
    expect((await door.fetch('/assets/early.js', { headers: { 'if-none-match': tag } })).status).toBe(304);
    for (const name of ['secret.txt', '..%2Findex.html', '%2e%2e%2findex.html', 'index-abcdefgh.js.br']) {
      expect([name, (await door.fetch(`/assets/${name}`)).status]).toEqual([name, 404]);
    }
  });

  test('lets the script behind the pages keep all of them, and says what was shared past it is lost', async () => {
    await writeFile(join(folder, 'assets/service-worker.js'), '1');
    await writeFile(join(folder, 'assets/manifest.webmanifest'), '{}');
    await utimes(join(folder, 'index.html'), new Date(), new Date(Date.now() + 2_000));
    const worker = await door.fetch('/assets/service-worker.js');
    expect(worker.headers.get('service-worker-allowed')).toBe('/');
    expect(worker.headers.get('cache-control')).toBe('no-cache');
    const manifest = await door.fetch('/assets/manifest.webmanifest');
    expect(manifest.headers.get('content-type')).toMatch(/^application\/manifest\+json/);
    const form = new FormData();
    form.append('files', new Blob([new Uint8Array(300_000)]), 'talk.wav');
    const shared = await door.fetch('/share', { method: 'POST', body: form, redirect: 'manual' });
    expect([shared.status, shared.headers.get('location')]).toEqual([303, '/share?lost=1']);
  });

  test('is the new one once it was built anew, and pages of the old one find their files', async () => {
    await rm(folder, { recursive: true });
    await build('ijklmnop');
    await utimes(join(folder, 'index.html'), new Date(), new Date(Date.now() + 5_000));
    expect(await (await door.fetch('/', { headers: page })).text()).toContain('ijklmnop');
    for (const word of ['abcdefgh', 'ijklmnop']) {
      const answer = await door.fetch(`/assets/index-${word}.js`);
      expect([word, answer.status]).toEqual([word, 200]);
    }
  });
});
