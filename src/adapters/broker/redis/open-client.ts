import { Redis, type RedisOptions } from 'ioredis';
import { EfirError, tellSystemError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/logger.ts';
import { sleep } from '../../../core/time.ts';

/** A connection that comes back by itself; commands fail at once while it is away. */
export interface Client {
  readonly redis: Redis;
  /** Resolves when commands can be sent; rejects with `broker-unreachable` after so many milliseconds. */
  untilReady(limit: number, signal?: AbortSignal): Promise<void>;
  /** What is wrong, for an error to throw. */
  tellFailure(thrown?: unknown): string;
  close(): void;
}

/** Milliseconds without an answer after which a connection counts as dead: the other side may have lost its power. */
const silenceLimit = 8_000;
/** Milliseconds between two tries to connect, at most: a publisher waits ten seconds for a server to come back. */
const longestRetryPause = 1_000;

/** Logs where the connection goes and comes back; only for one of several to the same server. */
export function openClient(url: string, logger?: Logger): Client {
  const place = describePlace(url);
  let failure: unknown;
  /** Undefined until it was there for the first time. */
  let lost: boolean | undefined;
  const redis = new Redis({
    ...readUrl(url),
    connectionName: 'efir',
    // Whoever sends decides whether to send again.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(longestRetryPause, 20 * 2 ** times),
    maxLoadingRetryTime: longestRetryPause,
    connectTimeout: silenceLimit,
    socketTimeout: silenceLimit,
  });
  redis.on('error', (error) => {
    failure = error;
  });
  redis.on('ready', () => {
    failure = undefined;
    if (lost) logger?.info({ broker: place }, 'the broker is back');
    lost = false;
  });
  redis.on('close', () => {
    if (lost === false && redis.status !== 'end') logger?.warn({ broker: place }, 'the broker is away');
    if (lost !== undefined) lost = true;
  });
  const tellFailure = (thrown: unknown = failure) =>
    `${place}: ${tellWhy(isConnectionWord(thrown) ? failure : thrown)}`;

  return {
    redis,
    tellFailure,
    async untilReady(limit, signal) {
      const end = performance.now() + limit;
      while (redis.status !== 'ready') {
        if (performance.now() > end) {
          throw new EfirError('broker-unreachable', { detail: tellFailure() }, { cause: failure });
        }
        await sleep(20, signal);
      }
    },
    close: () => redis.disconnect(),
  };
}

/** Whether the server itself refused, as opposed to a connection that broke. */
export function isReplyError(thrown: unknown): thrown is Error {
  return thrown instanceof Error && thrown.name === 'ReplyError';
}

/** `Redis at host:port`, without what is secret in a URL. */
export function describePlace(url: string): string {
  const { hostname, pathname, port, protocol } = new URL(url);
  return protocol === 'redis+unix:' ? `Redis at ${pathname}` : `Redis at ${hostname}:${port || 6379}`;
}

type Address = Pick<RedisOptions, 'host' | 'port' | 'path' | 'db' | 'username' | 'password' | 'tls'>;

function readUrl(text: string): Address {
  const { hostname, password, pathname, port, protocol, searchParams, username } = new URL(text);
  const isSocket = protocol === 'redis+unix:';
  const place: Address = isSocket
    ? { path: decodeURIComponent(pathname) }
    : { host: hostname.replace(/^\[|\]$/g, '') || '127.0.0.1', port: Number(port || 6379) };
  const db = Number(isSocket ? (searchParams.get('db') ?? 0) : pathname.slice(1) || 0);
  return {
    ...place,
    ...(Number.isInteger(db) ? { db } : {}),
    ...(username ? { username: decodeURIComponent(username) } : {}),
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  };
}

/** What ioredis says of commands that were under way: the reason is the error of the connection. */
function isConnectionWord(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    (thrown.name === 'MaxRetriesPerRequestError' ||
      thrown.name === 'AbortError' ||
      /writeable|Connection is closed/.test(thrown.message))
  );
}

function tellWhy(thrown: unknown): string {
  if (thrown === undefined) return 'no answer yet';
  const why = tellSystemError(thrown).replace(/\.$/, '');
  // What the server adds is about its protocol.
  return why.startsWith('NOAUTH') ? 'NOAUTH, it asks for a password' : why;
}
