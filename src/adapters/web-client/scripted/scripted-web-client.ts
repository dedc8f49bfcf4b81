import { isIP } from 'node:net';
import { EfirError } from '../../../core/errors.ts';
import type { WebAnswer, WebClient, WebRequest } from '../../../ports/web-client.ts';
import { forbid, hostOf, judgeAddress, judgeUrl, readPrivateHosts } from '../judge-url.ts';

/** What a scripted target does: answers, or throws what a connection would. */
export type ScriptedTarget = (request: WebRequest) => Promise<Partial<WebAnswer>> | Partial<WebAnswer>;

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
  return {
    async checkTarget(text) {
      const { url, known } = judge(text);
      if (!known) throw forbid(text, 'unknown-host');
      return url.href;
    },
    async send(request) {
      const { url, known } = judge(request.url);
      const signal = AbortSignal.any([closing.signal, ...(request.signal ? [request.signal] : [])]);
      signal.throwIfAborted();
      if (!known) throw unreachable(url, 'no such host');
      const gone = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
      const answering = Promise.resolve(request).then(options.target);
      const answer = await Promise.race([answering, gone]).catch((thrown: unknown) => {
        signal.throwIfAborted();
        throw unreachable(url, thrown instanceof Error ? thrown.message : String(thrown));
      });
      const whole = { status: 200, headers: {}, body: '', milliseconds: 1, ...answer };
      return { ...whole, body: whole.body.slice(0, request.mostBytes ?? 1024) };
    },
    async close() {
      closing.abort(new EfirError('cancelled'));
    },
  };
}

function unreachable(url: URL, detail: string): EfirError {
  return new EfirError('target-unreachable', { host: url.host, detail });
}
