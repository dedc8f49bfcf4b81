import { EfirError } from '../core/errors.ts';
import { type Logger, silentLogger } from '../core/logger.ts';
import { type Death, type HostProcess, startHostProcess } from './host-process.ts';
import type { FromHost, Load } from './protocol.ts';

export interface HostOptions {
  readonly load: Load;
  /** The whole environment of the child; TMPDIR is replaced by a private folder that goes when the child goes. */
  readonly environment: Readonly<Record<string, string>>;
  readonly limits?: Partial<HostLimits> | undefined;
  readonly logger?: Logger | undefined;
}

/** Seconds. */
export interface HostLimits {
  /** From the start of the process to a loaded model. */
  readonly load: number;
  /** Without a sign of life. */
  readonly silence: number;
  /** From a cancellation, or a request to close, to SIGKILL; the promise is a free CPU within 3 s. */
  readonly stop: number;
}

const standardLimits: HostLimits = { load: 180, silence: 15, stop: 2 };

/** A running host with its subject loaded. */
export interface EngineHost {
  /** As the subject gave it. */
  readonly description: unknown;
  readonly pid: number;
  /** Questions in work. */
  readonly busy: number;
  /** False from the moment it ended or was told to. */
  readonly alive: boolean;
  /** Resolves when the process is gone, for whatever reason. */
  readonly gone: Promise<void>;
  /**
   * Asks the subject. Rejects with what it rejects with, and with `engine-host-died`, which has a `HostSacrificed` as
   * its cause when the host was ended for a reason of ours: to stop somebody else's question, or closed. A cancelled
   * one is rejected when its work has really stopped.
   */
  ask(question: string, input: unknown, signal?: AbortSignal): Promise<unknown>;
  /** Resolves when the process is gone. */
  close(): Promise<void>;
}

/** Says nothing against what was asked: it may simply be asked again. */
export class HostSacrificed extends Error {
  override readonly name = 'HostSacrificed';
}

/**
 * Starts a host and loads its subject in it. Rejects with what the adapter said; with `model-corrupt` when loading
 * ended the process; with `engine-host-died` when it was killed or took longer than `limits.load`; with `cancelled`
 * when the signal fires. The host is gone in all these cases.
 */
export async function startEngineHost(options: HostOptions, signal?: AbortSignal): Promise<EngineHost> {
  if (signal?.aborted) throw new EfirError('cancelled');
  const limits = { ...standardLimits, ...options.limits };
  const calls = new Map<number, Call>();
  const loaded = Promise.withResolvers<unknown>();
  const host = startHostProcess({
    environment: options.environment,
    silence: limits.silence,
    logger: options.logger ?? silentLogger,
    onMessage: (message) => take(message, calls, loaded),
  });
  const gone = host.gone.then((death) => {
    loaded.reject(explainFailedLoad(death, nameModel(options.load)));
    for (const call of calls.values())
      call.reject(call.cancelled ? new EfirError('cancelled') : death.reason);
    calls.clear();
  });
  host.send({ type: 'load', load: options.load });
  try {
    const description = await waitForLoad(loaded.promise, host, limits.load, signal);
    return createHost(host, description, { calls, gone, stop: limits.stop });
  } catch (thrown) {
    host.kill(new EfirError('cancelled'));
    await gone;
    throw thrown;
  }
}

interface Call {
  cancelled: boolean;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: EfirError) => void;
}

interface HostState {
  readonly calls: Map<number, Call>;
  readonly gone: Promise<void>;
  readonly stop: number;
}

function take(message: FromHost, calls: Map<number, Call>, loaded: PromiseWithResolvers<unknown>): void {
  switch (message.type) {
    case 'ready':
      loaded.resolve(message.description);
      break;
    case 'refused':
      loaded.reject(EfirError.fromRecord(message.error));
      break;
    case 'answered':
      calls.get(message.id)?.resolve(message.output);
      break;
    case 'failed':
      calls.get(message.id)?.reject(EfirError.fromRecord(message.error));
      break;
    case 'alive':
      break;
  }
}

async function waitForLoad(
  loaded: Promise<unknown>,
  host: HostProcess,
  seconds: number,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const abort = () => host.kill(new EfirError('cancelled'));
  const late = () =>
    host.kill(new EfirError('engine-host-died', { detail: `the model did not load within ${seconds} s` }));
  const timer = setTimeout(late, seconds * 1000);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await loaded;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** Measured: a truncated model aborts (134), one of another kind exits with 255; being killed is no such sign. */
function explainFailedLoad(death: Death, model: string): EfirError {
  if (!death.crashed) return death.reason;
  return new EfirError('model-corrupt', { model, detail: String(death.reason.args['detail']) });
}

function createHost(host: HostProcess, description: unknown, state: HostState): EngineHost {
  let lastId = 0;
  let closing = false;
  const closed = () =>
    new EfirError('engine-host-died', { detail: 'closed' }, { cause: new HostSacrificed() });
  return {
    description,
    pid: host.pid,
    get busy() {
      return state.calls.size;
    },
    get alive() {
      return host.alive && !closing;
    },
    gone: state.gone,
    ask: async (question, input, signal) => {
      if (closing) throw closed();
      return startCall(host, state, { id: ++lastId, question, input }, signal);
    },
    close: async () => {
      closing = true;
      host.send({ type: 'close' });
      const end = () => host.kill(closed());
      const timer = setTimeout(end, state.stop * 1000);
      await state.gone;
      clearTimeout(timer);
    },
  };
}

interface Question {
  readonly id: number;
  readonly question: string;
  readonly input: unknown;
}

async function startCall(
  host: HostProcess,
  { calls, stop }: HostState,
  asked: Question,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  if (signal?.aborted) throw new EfirError('cancelled');
  if (!host.alive) throw new EfirError('engine-host-died', { detail: 'it had ended before' });
  const { id } = asked;
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const call: Call = { cancelled: false, resolve, reject };
  calls.set(id, call);
  host.send({ type: 'ask', ...asked });

  let timer: NodeJS.Timeout | undefined;
  const cancel = () => {
    call.cancelled = true;
    host.send({ type: 'cancel', id });
    const cause = new HostSacrificed();
    const sacrifice = () =>
      host.kill(new EfirError('engine-host-died', { detail: 'ended to stop another piece' }, { cause }));
    timer = setTimeout(sacrifice, stop * 1000);
  };
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const output = await promise;
    if (call.cancelled) throw new EfirError('cancelled');
    return output;
  } finally {
    calls.delete(id);
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

/** The model, or what stands in for its name in a sentence. */
function nameModel({ name, settings }: Load): string {
  return 'model' in settings ? settings.model : name;
}
