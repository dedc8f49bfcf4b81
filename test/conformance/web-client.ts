import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { EfirError } from '../../src/core/errors.ts';
import type { WebAnswer, WebClient, WebRequest } from '../../src/ports/web-client.ts';

/** What stands at the other end: answers what it is told to, and notes what it is asked. */
export interface WebTarget {
  readonly url: string;
  readonly asked: readonly Pick<WebRequest, 'method' | 'headers' | 'body'>[];
  answer(answer: Partial<Pick<WebAnswer, 'status' | 'headers' | 'body'>> | 'silence'): void;
}

export interface WebClientSubject {
  readonly client: WebClient;
  readonly target: WebTarget;
  /** Where nothing listens. */
  readonly nowhere: string;
  close(): Promise<void>;
}

/** What callers of addresses that strangers gave rely on. */
export function describeWebClient(name: string, open: () => Promise<WebClientSubject>): void {
  const using = async (work: (subject: WebClientSubject) => Promise<void>) => {
    const subject = await open();
    try {
      await work(subject);
    } finally {
      await subject.close();
    }
  };
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'fine',
      (error: EfirError) => error.code,
    );
  const post = (url: string) =>
    ({ method: 'POST', url, headers: { 'x-one': 'two' }, body: 'слово' }) as const;

  describe(`web client ${name}`, () => {
    it('sends what it is given and gives what came', () =>
      using(async ({ client, target }) => {
        target.answer({ status: 201, headers: { 'x-note': 'three' }, body: 'thanks' });
        const answer = await client.send(post(target.url));
        expect(answer).toMatchObject({ status: 201, body: 'thanks', headers: { 'x-note': 'three' } });
        expect(answer.milliseconds).toBeGreaterThanOrEqual(0);
        expect(target.asked).toMatchObject([{ method: 'POST', headers: { 'x-one': 'two' }, body: 'слово' }]);
      }));

    it('takes every status for an answer, redirects included', () =>
      using(async ({ client, target }) => {
        for (const status of [200, 302, 404, 503]) {
          target.answer({ status, headers: { location: 'http://10.0.0.1/' } });
          expect((await client.send(post(target.url))).status).toBe(status);
        }
        expect(target.asked.length).toBe(4);
      }));

    it('gives the beginning of a long answer', () =>
      using(async ({ client, target }) => {
        target.answer({ body: 'x'.repeat(100_000) });
        expect((await client.send({ ...post(target.url), mostBytes: 10 })).body).toBe('x'.repeat(10));
        expect((await client.send(post(target.url))).body).toBe('x'.repeat(1024));
      }));

    it('says that nobody answered', () =>
      using(async ({ client, nowhere }) => {
        expect(await codeOf(client.send(post(nowhere)))).toBe('target-unreachable');
      }));

    it.each([
      'http://127.0.0.2/',
      'http://10.0.0.1/',
      'http://0x7f000002/',
      'http://[::1]/',
      'http://[::ffff:10.0.0.1]/',
      'http://169.254.169.254/',
      'ftp://example.com/',
      'http://name:word@example.com/',
      'nothing',
    ])('neither keeps nor calls %s', (url) =>
      using(async ({ client }) => {
        expect(await codeOf(client.checkTarget(url))).toBe('url-forbidden');
        expect(await codeOf(client.send(post(url)))).toBe('url-forbidden');
      }),
    );

    it('keeps an address in the form in which it is called', () =>
      using(async ({ client, target }) => {
        const { port } = new URL(target.url);
        expect(await client.checkTarget(`HTTP://127.1:${port}/a/../b?c#d`)).toBe(
          `http://127.0.0.1:${port}/b?c`,
        );
        expect(await client.checkTarget(target.url)).toBe(target.url);
      }));

    it('gives all the bytes behind an address', () =>
      using(async ({ client, target }) => {
        target.answer({ body: 'слово'.repeat(50_000) });
        const content = await client.download(target.url, { mostBytes: 1e6 });
        expect(await text(content)).toBe('слово'.repeat(50_000));
        expect(target.asked).toMatchObject([{ method: 'GET' }]);
      }));

    it('follows redirects, and judges each', () =>
      using(async ({ client, target }) => {
        const asked = () => target.asked.length;
        target.answer({ status: 302, headers: { location: '/further' } });
        expect(await codeOf(client.download(target.url, { mostBytes: 10 }))).toBe('target-refused');
        expect(asked()).toBe(6);
        for (const location of ['http://10.0.0.1/', 'file:///etc/passwd', 'http://127.0.0.2/', 'http://']) {
          target.answer({ status: 301, headers: { location } });
          expect(await codeOf(client.download(target.url, { mostBytes: 10 }))).toBe('url-forbidden');
        }
        expect(await codeOf(client.download('http://192.168.0.1/', { mostBytes: 10 }))).toBe('url-forbidden');
      }));

    it('downloads no more than it may, and nothing that is refused', () =>
      using(async ({ client, target, nowhere }) => {
        target.answer({ body: 'x'.repeat(100_000) });
        const download = async () => text(await client.download(target.url, { mostBytes: 1000 }));
        expect(await codeOf(download())).toBe('file-too-large');
        target.answer({ status: 404, body: 'nothing' });
        expect(await codeOf(download())).toBe('target-refused');
        expect(await codeOf(client.download(nowhere, { mostBytes: 10 }))).toBe('target-unreachable');
      }));

    it('breaks a download off when it is told to', () =>
      using(async ({ client, target }) => {
        target.answer('silence');
        const stop = new AbortController();
        const reason = new Error('enough');
        const downloading = client.download(target.url, { mostBytes: 10, signal: stop.signal });
        setTimeout(() => stop.abort(reason), 50);
        await expect(downloading).rejects.toBe(reason);
      }));

    it('ends when it is told to', () =>
      using(async ({ client, target }) => {
        target.answer('silence');
        const stop = new AbortController();
        const sending = client.send({ ...post(target.url), signal: stop.signal });
        const reason = new Error('enough');
        setTimeout(() => stop.abort(reason), 50);
        await expect(sending).rejects.toBe(reason);
      }));

    it('calls nobody once it is closed', () =>
      using(async ({ client, target }) => {
        await client.close();
        expect(await codeOf(client.send(post(target.url)))).toBe('cancelled');
        expect(target.asked).toEqual([]);
      }));
  });
}
