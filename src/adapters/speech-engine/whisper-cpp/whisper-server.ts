import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent } from 'undici';
import { EfirError, isNodeError } from '../../../core/errors.ts';
import { sleep } from '../../../core/time.ts';
import { CallFailed, callHttp, encodeForm, type FormFields, type HttpAnswer } from '../call-http.ts';

export interface ServerOptions {
  readonly program: string;
  /** The model's name, for sentences. */
  readonly model: string;
  readonly modelPath: string;
  readonly threads: number;
  /** `cpu`; `auto`: what the build of the program has; or a device that has to be there, such as `cuda`. */
  readonly provider: string;
  /** Milliseconds for loading the model. */
  readonly loadPatience?: number;
}

/** A running `whisper-server` with its model loaded. */
export interface WhisperServer {
  readonly pid: number;
  /** False from the moment it ended. */
  readonly alive: boolean;
  /**
   * Has a piece recognised; any status is an answer. Rejects with `cancelled`, when it has let go of the piece or is dead,
   * and with `engine-host-died` when it ended.
   */
  infer(fields: FormFields, wav: Uint8Array, signal: AbortSignal | undefined): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** Ports are taken from each other between the look and the use, most of all when many hosts start at once. */
const mostTries = 5;

/**
 * Starts the program on a free port of this machine. It stays in our process group, so that what ends an engine host
 * ends it, too. Rejects with `model-corrupt` when it ends while it loads, with `provider-missing` when it finds no such
 * device, with `engine-missing` when it cannot be started at all, and with `engine-host-died` when it was killed.
 */
export async function startWhisperServer(options: ServerOptions): Promise<WhisperServer> {
  for (let tries = 1; ; tries++) {
    try {
      return await tryStart(options);
    } catch (thrown) {
      if (!(thrown instanceof PortTaken) || tries === mostTries) throw toLoadError(thrown, options);
    }
  }
}

class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

function toLoadError(thrown: unknown, { model }: ServerOptions): unknown {
  if (!(thrown instanceof PortTaken)) return thrown;
  const detail = `whisper-server found no free port for ${model} in ${mostTries} tries`;
  return new EfirError('engine-host-died', { detail }, { cause: thrown });
}

async function tryStart(options: ServerOptions): Promise<WhisperServer> {
  const port = await findPort();
  // Nobody else on this machine, no page in a browser, and no server that took the port in between answers to it.
  const path = `/${randomBytes(16).toString('hex')}`;
  const child = spawn(options.program, listArguments(options, port, path), {
    cwd: tmpdir(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const server = watch(child, `http://127.0.0.1:${port}${path}`);
  try {
    await waitUntilLoaded(server, options);
    requireProvider(server, options);
    return createWhisperServer(server);
  } catch (thrown) {
    await end(server);
    throw thrown;
  }
}

function listArguments(
  { modelPath, provider, threads }: ServerOptions,
  port: number,
  path: string,
): string[] {
  const settings: readonly (readonly string[])[] = [
    ['--host', '127.0.0.1'],
    ['--port', String(port)],
    ['--request-path', path],
    // It hands out files of this folder to everybody: of one that is not there, none.
    ['--public', join(tmpdir(), 'nothing-is-public')],
    ['--model', modelPath],
    ['--threads', String(threads)],
    provider === 'cpu' ? ['--no-gpu'] : [],
  ];
  return settings.flat();
}

interface Watched {
  readonly child: ChildProcess;
  readonly url: string;
  readonly agent: Agent;
  /** How it ended; undefined while it runs. */
  ended: Ended | undefined;
  readonly gone: Promise<Ended>;
  /** The last it said, line by line. */
  readonly said: () => string[];
}

interface Ended {
  readonly how: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error?: Error;
}

function watch(child: ChildProcess, url: string): Watched {
  let tail = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    tail = (tail + chunk).slice(-8000);
  });
  const gone = new Promise<Ended>((resolve) => {
    child.once('error', (error) => resolve({ how: error.message, code: null, signal: null, error }));
    child.once('close', (code, signal) =>
      resolve({ how: signal === null ? `exit code ${code}` : `signal ${signal}`, code, signal }),
    );
  });
  // One connection more than pieces at once: what asks whether the server is free waits beside them.
  const agent = new Agent({ connections: 4, headersTimeout: 0, bodyTimeout: 0 });
  const said = () => tail.split('\n').map((line) => line.trim());
  const server: Watched = { child, url, agent, ended: undefined, gone, said };
  void gone.then((ended) => {
    server.ended = ended;
  });
  return server;
}

/** Milliseconds between two looks. */
const look = 20;

/** It listens once the model is loaded. */
async function waitUntilLoaded(server: Watched, options: ServerOptions): Promise<void> {
  const { loadPatience = 170_000, model } = options;
  const until = performance.now() + loadPatience;
  while (performance.now() < until) {
    if (server.ended) throw explainEnd(server, server.ended, model);
    const answer = await callHttp(`${server.url}/health`, { agent: server.agent, patience: 2000 }).catch(
      () => undefined,
    );
    if (answer?.ok && answer.text.includes('ok')) return;
    if (answer?.status === 404) throw new PortTaken('somebody else answers');
    await Promise.race([sleep(look), server.gone]);
  }
  const detail = `whisper-server did not load ${model} within ${Math.round(loadPatience / 1000)} s`;
  throw new EfirError('engine-host-died', { detail });
}

function explainEnd(server: Watched, ended: Ended, model: string): Error {
  const { child, said } = server;
  const lines = said();
  if (ended.error) {
    const detail = `${child.spawnfile} cannot be started: ${ended.error.message}`;
    return new EfirError('engine-missing', { detail }, { cause: ended.error });
  }
  if (lines.some((line) => line.includes("couldn't bind"))) return new PortTaken('the port is taken');
  // An older or newer program prints its usage to what it does not know.
  const unknown = lines.find((line) => line.startsWith('error: unknown argument'));
  if (unknown !== undefined) {
    return new EfirError('engine-missing', {
      detail: `${child.spawnfile} is of another version: ${unknown}`,
    });
  }
  if (ended.signal === 'SIGKILL' || ended.signal === 'SIGTERM') {
    return new EfirError('engine-host-died', { detail: `whisper-server: ${ended.how}` });
  }
  const detail = [ended.how, ...findLastWords(lines)].join(': ');
  return new EfirError('model-corrupt', { model, detail });
}

/** What went wrong, of a long report on how well it went before. */
function findLastWords(lines: readonly string[]): string[] {
  const complaints = lines.filter((line) =>
    /error|fail|invalid|wrong|unknown|not all|terminate|what\(\)/i.test(line),
  );
  return (complaints.length > 0 ? complaints : lines.filter((line) => line !== '')).slice(-3);
}

function requireProvider(server: Watched, { provider }: ServerOptions): void {
  if (provider === 'cpu' || provider === 'auto') return;
  if (!server.said().some((line) => line.includes('no GPU found'))) return;
  const detail = `${server.child.spawnfile} was built without it, or finds no such device`;
  throw new EfirError('provider-missing', { provider, detail });
}

function createWhisperServer(server: Watched): WhisperServer {
  return {
    pid: server.child.pid ?? 0,
    get alive() {
      return server.ended === undefined;
    },
    infer: (fields, wav, signal) => infer(server, fields, wav, signal),
    close: () => end(server),
  };
}

/** Milliseconds; a large model on a slow machine takes minutes for a piece, and the task has a limit of its own. */
const inferPatience = 1_800_000;

async function infer(
  server: Watched,
  fields: FormFields,
  wav: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
  const { body, contentType } = await encodeForm(fields, wav);
  try {
    return await callHttp(`${server.url}/inference`, {
      agent: server.agent,
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
      patience: inferPatience,
      signal,
    });
  } catch (thrown) {
    if (!(thrown instanceof CallFailed)) throw thrown;
    if (thrown.aborted) {
      await requireFree(server);
      throw new EfirError('cancelled', {}, { cause: thrown });
    }
    throw await explainFailure(server, thrown);
  }
}

async function explainFailure(server: Watched, thrown: CallFailed): Promise<EfirError> {
  // The connection breaks a moment before the end of the process is known.
  const ended = await Promise.race([server.gone, sleep(1000)]);
  if (!ended) {
    await end(server);
    return new EfirError(
      'engine-host-died',
      { detail: `whisper-server: ${thrown.message}` },
      { cause: thrown },
    );
  }
  const detail = [`whisper-server: ${ended.how}`, ...findLastWords(server.said())].join(': ');
  return new EfirError('engine-host-died', { detail }, { cause: thrown });
}

/** Milliseconds from a cancellation until it is killed; the host that we run in is given 2 s. */
const stopPatience = 1_200;

/**
 * Resolves when the server has let go of a piece whose connection was cut; otherwise ends it. It works on one request at
 * a time and refuses one without a file as soon as its turn comes, and that is the question.
 */
async function requireFree(server: Watched): Promise<void> {
  const { body, contentType } = await encodeForm({ response_format: 'json' });
  const answer = await callHttp(`${server.url}/inference`, {
    agent: server.agent,
    method: 'POST',
    headers: { 'content-type': contentType },
    body,
    patience: stopPatience,
  }).catch(() => undefined);
  if (answer === undefined) await end(server);
}

async function end(server: Watched): Promise<void> {
  server.child.kill('SIGKILL');
  await server.gone;
  await server.agent.destroy().catch(() => {});
}

/** Outside the range from which the system gives ports to outgoing connections: loading takes seconds. */
async function findPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
    probe.close();
    await once(probe, 'close');
    return true;
  } catch (thrown) {
    if (isNodeError(thrown) && thrown.code === 'EADDRINUSE') return false;
    throw thrown;
  }
}
