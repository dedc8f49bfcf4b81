import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import { EfirError } from '../../../core/errors.ts';
import type { WebAnswer, WebClient, WebRequest } from '../../../ports/web-client.ts';
import { followRedirects } from '../follow-redirects.ts';
import { forbid, hostOf, judgeAddress, judgeUrl, readPrivateHosts } from '../judge-url.ts';
import { readHead } from '../read-head.ts';

/** What a scripted target does: answers, or throws what a connection would. */
export type ScriptedTarget = (request: WebRequest) => Promise<ScriptedAnswer> | ScriptedAnswer;

/** `bytes`: what a download gets instead of the body's text. */
export type ScriptedAnswer = Partial<WebAnswer> & { readonly bytes?: Uint8Array };

export interface ScriptedWebClientOptions {
  readonly target: ScriptedTarget;
  /** Addresses by name; a name that is not here does not exist. */
  readonly hosts?: Readonly<Record<string, readonly string[]>>;
  readonly privateHosts?: readonly string[];
}

/** The judgement of the real one, without a network behind it. */
export function createScriptedWebClient(options: ScriptedWebClientOptions): WebClient {
  const allowed = readPrivateHosts(options.privateHosts ?? []);
  const closing = new AbortController();
  const judge = (text: string): { url: URL; known: boolean } => {
    const url = judgeUrl(text, allowed);
    const host = hostOf(url);
    const addresses = isIP(host) ? [host] : (options.hosts?.[host] ?? []);
    for (const address of addresses) judgeAddress(url, address, allowed);
    return { url, known: addresses.length > 0 };
  };
  const ask = async (request: WebRequest): Promise<ScriptedAnswer> => {
    const { url, known } = judge(request.url);
    const signal = AbortSignal.any([closing.signal, ...(request.signal ? [request.signal] : [])]);
    signal.throwIfAborted();
    if (!known) throw unreachable(url, 'no such host');
    const gone = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    const answering = Promise.resolve(request).then(options.target);
    return Promise.race([answering, gone]).catch((thrown: unknown) => {
      signal.throwIfAborted();
      throw unreachable(url, thrown instanceof Error ? thrown.message : String(thrown));
    });
  };
  return {
    async checkTarget(text) {
      const { url, known } = judge(text);
      if (!known) throw forbid(text, 'unknown-host');
      return url.href;
    },
    async send(request) {
      const whole = { status: 200, headers: {}, body: '', milliseconds: 1, ...(await ask(request)) };
      return { ...whole, body: whole.body.slice(0, request.mostBytes ?? 1024) };
    },
    async download(address, { mostBytes, onHead, signal }) {
      return followRedirects(address, async (text) => {
        const request = { method: 'GET', url: text, headers: {}, ...(signal ? { signal } : {}) } as const;
        const { body = '', bytes = Buffer.from(body), headers = {}, status = 200 } = await ask(request);
        const { location } = headers;
        if (status >= 300 && status < 400 && location !== undefined)
          return { location: URL.parse(location, text)?.href ?? location, status };
        if (status !== 200) throw new EfirError('target-refused', { status });
        onHead?.(readHead(text, headers));
        return { content: Readable.from(cap(bytes, mostBytes), { objectMode: false }) };
      });
    },
    async close() {
      closing.abort(new EfirError('cancelled'));
    },
  };
}

function unreachable(url: URL, detail: string): EfirError {
  return new EfirError('target-unreachable', { host: url.host, detail });
}

async function* cap(bytes: Uint8Array, mostBytes: number) {
  yield bytes.subarray(0, mostBytes);
  if (bytes.byteLength > mostBytes) throw new EfirError('file-too-large', { limit: mostBytes });
}
