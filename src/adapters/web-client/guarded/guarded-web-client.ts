import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import { EfirError, isNodeError, tellSystemError } from '../../../core/errors.ts';
import type { WebClient, WebRequest } from '../../../ports/web-client.ts';
import { followRedirects } from '../follow-redirects.ts';
import { forbid, hostOf, judgeAddress, judgeUrl, readPrivateHosts } from '../judge-url.ts';
import { openDownload } from './download.ts';

export interface GuardedWebClientOptions {
  /** Names, addresses and blocks that may be called although they are private. */
  readonly privateHosts?: readonly string[];
  /** All addresses of a name; rejects as `dns.lookup` does. Standard: the system's. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  readonly limits?: Partial<WebLimits>;
}

/** Milliseconds. */
export interface WebLimits {
  /** To a connection, encryption included; also to the addresses of a name. */
  readonly connect: number;
  /** From there to the end of the answer's head. */
  readonly head: number;
  /** For the part of the body that is read. */
  readonly body: number;
  /** Of a download: from one byte to the next, and in all. */
  readonly silence: number;
  readonly download: number;
}

const standardLimits: WebLimits = {
  connect: 5_000,
  head: 15_000,
  body: 2_000,
  silence: 30_000,
  download: 3_600_000,
};
const standardBytes = 1024;
const mostHeadBytes = 16 * 1024;

/**
 * HTTP to the public network. Each request looks its host up once, judges every address that came, and connects to
 * none but these, over a connection of its own: between judgement and connection nothing can change.
 */
export function createGuardedWebClient(options: GuardedWebClientOptions = {}): WebClient {
  const allowed = readPrivateHosts(options.privateHosts ?? []);
  const resolve = options.resolve ?? resolveBySystem;
  const limits = { ...standardLimits, ...options.limits };
  const closing = new AbortController();

  const findAddresses = async (url: URL, signal: AbortSignal): Promise<readonly string[]> => {
    const host = hostOf(url);
    const addresses = isIP(host) ? [host] : await interruptible(resolve(host), signal);
    for (const address of addresses) judgeAddress(url, address, allowed);
    return addresses;
  };

  return {
    async checkTarget(text) {
      const url = judgeUrl(text, allowed);
      try {
        await findAddresses(url, AbortSignal.timeout(limits.connect));
      } catch (thrown) {
        if (thrown instanceof EfirError) throw thrown;
        if (isUnknownHost(thrown)) throw forbid(text, 'unknown-host');
      }
      return url.href;
    },
    async send(request) {
      const began = performance.now();
      const url = judgeUrl(request.url, allowed);
      const total = AbortSignal.timeout(limits.connect + limits.head);
      const ours = AbortSignal.any([closing.signal, ...(request.signal ? [request.signal] : [])]);
      try {
        const signal = AbortSignal.any([total, ours]);
        const addresses = await findAddresses(url, signal);
        const answer = await exchange(request, url, { addresses, limits, signal });
        return { ...answer, milliseconds: Math.round(performance.now() - began) };
      } catch (thrown) {
        ours.throwIfAborted();
        if (thrown instanceof EfirError) throw thrown;
        throw unreachable(url, total.aborted ? total.reason : thrown, limits);
      }
    },
    async download(address, { mostBytes, onHead, signal: given }) {
      const total = AbortSignal.timeout(limits.download);
      const ours = AbortSignal.any([closing.signal, ...(given ? [given] : [])]);
      const signal = AbortSignal.any([ours, total]);
      return followRedirects(address, async (text) => {
        const url = judgeUrl(text, allowed);
        const tell = (thrown: unknown) => {
          if (ours.aborted) return ours.reason as unknown;
          if (thrown instanceof EfirError) return thrown;
          return unreachable(url, total.aborted ? total.reason : thrown, limits);
        };
        try {
          signal.throwIfAborted();
          const late = AbortSignal.any([signal, AbortSignal.timeout(limits.connect)]);
          const addresses = await findAddresses(url, late);
          const client = openClient(url, addresses, { ...limits, body: limits.silence });
          return await openDownload(url, { client, mostBytes, onHead, signal, tell });
        } catch (thrown) {
          throw tell(thrown);
        }
      });
    },
    async close() {
      closing.abort(new EfirError('cancelled'));
    },
  };
}

interface Exchange {
  readonly addresses: readonly string[];
  readonly limits: WebLimits;
  readonly signal: AbortSignal;
}

async function exchange(request: WebRequest, url: URL, { addresses, limits, signal }: Exchange) {
  const client = openClient(url, addresses, limits);
  try {
    const answer = await client.request({
      method: request.method,
      path: url.pathname + url.search,
      headers: request.headers,
      body: request.body ?? null,
      signal,
    });
    const body = await readBeginning(answer.body, request.mostBytes ?? standardBytes, limits.body);
    return { status: answer.statusCode, headers: flatten(answer.headers), body };
  } finally {
    await client.destroy().catch(() => {});
  }
}

function openClient(url: URL, addresses: readonly string[], limits: WebLimits): Client {
  return new Client(url.origin, {
    connect: { timeout: limits.connect, lookup: answerWith(addresses), allowH2: false },
    maxHeaderSize: mostHeadBytes,
    headersTimeout: limits.head,
    bodyTimeout: limits.body,
    // One request on each connection.
    pipelining: 0,
  });
}

/** What stands in for a look-up: the addresses that were judged. */
function answerWith(addresses: readonly string[]): LookupFunction {
  const known = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, callback) => {
    const [first] = known;
    if (options.all) callback(null, known);
    else callback(null, first?.address ?? '', first?.family ?? 0);
  };
}

/** The answer counts by its head: a body that comes slowly, never ends or breaks off is what arrived of it. */
async function readBeginning(
  body: Dispatcher.ResponseData['body'],
  most: number,
  milliseconds: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const late = setTimeout(() => body.destroy(), milliseconds);
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes >= most) break;
    }
  } catch {
    // Whatever ended it.
  } finally {
    clearTimeout(late);
    body.destroy();
  }
  return Buffer.concat(chunks).subarray(0, most).toString('utf8');
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, [value].flat().at(-1) ?? '']);
  return Object.fromEntries(entries) as Record<string, string>;
}

async function resolveBySystem(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

function isUnknownHost(thrown: unknown): boolean {
  return isNodeError(thrown) && (thrown.code === 'ENOTFOUND' || thrown.code === 'ENODATA');
}

function interruptible<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) return end();
    signal.addEventListener('abort', end, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}

const silences = ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT'];

function unreachable(url: URL, thrown: unknown, limits: WebLimits): EfirError {
  const host = url.host;
  const code = isNodeError(thrown) ? thrown.code : undefined;
  const isSilence =
    (thrown instanceof Error && thrown.name === 'TimeoutError') || silences.includes(code ?? '');
  const cause = thrown instanceof AggregateError ? thrown.errors[0] : thrown;
  const seconds = Math.round((limits.connect + limits.head) / 100) / 10;
  const detail = isSilence ? `no answer within ${seconds} s` : tellSystemError(cause);
  return new EfirError('target-unreachable', { host, detail }, { cause: thrown });
}
