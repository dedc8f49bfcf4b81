import { Agent, type Dispatcher, request } from 'undici';
import { z } from 'zod';
import { EfirError, tellSystemError } from '../../../core/errors.ts';
import { type ServerHealth, serverHealthSchema } from '../../../wire/transcribe-server.ts';

/** One transcription server, and what is known of it. */
export interface Server {
  readonly url: string;
  readonly key: string | undefined;
  /** Keeps connections to it. */
  readonly agent: Agent;
  /** Pieces of ours that it has. */
  inFlight: number;
  /** What it has from others, as far as its last /health told. */
  foreign: number;
  /** Failures in a row; 0 while it works. */
  failures: number;
  /** Not asked before (`performance.now()`): it failed, or its queue is full. */
  restsUntil: number;
  /** Left out until its /health is good again. */
  down: boolean;
}

/** Milliseconds for an answer that is not waited for on purpose. */
const patience = 10_000;

export function createServer(address: string, key: string | undefined): Server {
  const url = address.replace(/\/+$/, '');
  return { url, key, agent: new Agent(), inFlight: 0, foreign: 0, failures: 0, restsUntil: 0, down: false };
}

export interface Ask {
  readonly method?: Dispatcher.HttpMethod;
  readonly body?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly patience?: number;
  readonly signal?: AbortSignal | undefined;
}

/** What a server said; of an answer that nobody reads, `drop` gives the connection back. */
export interface Answer {
  readonly status: number;
  readonly ok: boolean;
  readonly retryAfter: string | undefined;
  json(): Promise<unknown>;
  drop(): void;
}

/**
 * Asks a server; any status is an answer, and a server that sends us elsewhere is not followed. Rejects with `transcribe-server-unreachable` for silence, and with
 * `cancelled` when the signal fires.
 */
export async function ask(server: Server, path: string, options: Ask = {}): Promise<Answer> {
  const { body, headers, method = 'GET', signal } = options;
  const late = AbortSignal.timeout(options.patience ?? patience);
  try {
    // Not `fetch`: to abort it while it sends a body ends the process with an error that nobody can catch.
    const answer = await request(`${server.url}${path}`, {
      method,
      dispatcher: server.agent,
      headers: { ...(server.key === undefined ? {} : { authorization: `Bearer ${server.key}` }), ...headers },
      signal: signal ? AbortSignal.any([late, signal]) : late,
      ...(body ? { body } : {}),
    });
    const status = answer.statusCode;
    const retryAfter = answer.headers['retry-after'];
    return {
      status,
      ok: status >= 200 && status < 300,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
      json: () => answer.body.json(),
      drop: () => void answer.body.dump().catch(() => {}),
    };
  } catch (thrown) {
    throw toServerError(server, thrown, signal);
  }
}

/** Reads an answer's JSON; `transcribe-server-unreachable` also where it is not what it should be. */
export async function read<Value>(
  server: Server,
  answer: Answer,
  schema: z.ZodType<Value>,
  signal?: AbortSignal,
): Promise<Value> {
  const body = await answer.json().catch((thrown: unknown) => {
    throw thrown instanceof SyntaxError
      ? unreachable(server, 'its answer is no JSON', thrown)
      : toServerError(server, thrown, signal);
  });
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw unreachable(server, `its answer cannot be understood: ${z.prettifyError(parsed.error)}`);
}

/** Asks /health, and notes what the server has to do. Rejects with `transcribe-server-circle` for a door. */
export async function askHealth(server: Server, signal?: AbortSignal): Promise<ServerHealth> {
  const answer = await ask(server, '/health', { signal });
  if (!answer.ok && answer.status !== 503) throw unreachable(server, `HTTP ${answer.status}`);
  const health = await read(server, answer, serverHealthSchema, signal);
  if (health.mode === 'door') throw new EfirError('transcribe-server-circle', { server: server.url });
  server.foreign = Math.max(0, health.queue.waiting + health.queue.running - server.inFlight);
  return health;
}

export function unreachable(server: Server, detail: string, cause?: unknown): EfirError {
  return new EfirError('transcribe-server-unreachable', { server: server.url, detail }, { cause });
}

function toServerError(server: Server, thrown: unknown, signal: AbortSignal | undefined): EfirError {
  if (signal?.aborted) return new EfirError('cancelled', {}, { cause: thrown });
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  const late = cause instanceof Error && cause.name === 'TimeoutError';
  return unreachable(server, late ? 'no answer in time' : tellSystemError(cause), thrown);
}
