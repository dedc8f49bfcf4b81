import { EfirError } from '../core/errors.ts';
import { type Logger, silentLogger } from '../core/logger.ts';
import { type EngineHost, type HostOptions, HostSacrificed, startEngineHost } from './client.ts';
import type { Load } from './protocol.ts';
import { createRoom, type Guest, type Room } from './room.ts';
import { type SharedWork, startSharedWork } from './shared-work.ts';

/** One warm host for each distinct load, started when it is first needed and again when it died. */
export interface HostPool {
  /**
   * Gives the host of a load. One that is not there yet is started as soon as there is memory for it. Rejects as
   * `startEngineHost`, with `memory-short` {model, needs, free} for what can never fit, with `cancelled`. A host may
   * be ended at any time between two questions: `ask` of the pool bears that.
   */
  get(load: Load, needs: HostNeeds, signal?: AbortSignal): Promise<EngineHost>;
  /** Asks the host of a load, and asks the next one again where it was ended for a reason of ours. */
  ask(load: Load, needs: HostNeeds, question: Question, signal?: AbortSignal): Promise<unknown>;
  /** Resolves when all hosts are gone; what waits is rejected with `cancelled`. */
  close(): Promise<void>;
}

export interface HostNeeds {
  /** What stands for it in a sentence: a model's name. */
  readonly title: string;
  /** Memory that it takes once it is loaded and at work. */
  readonly megabytes: number;
}

export interface Question {
  readonly question: string;
  readonly input: unknown;
}

export interface HostPoolOptions extends Omit<HostOptions, 'load'> {
  /** Memory for all hosts together; no limit when absent. */
  readonly megabytes?: number | undefined;
  /** Seconds without a question after which a host ends; absent or 0: never. */
  readonly idle?: number | undefined;
  /** Hosts kept at once, beyond which idle ones end; no limit when absent. */
  readonly maxHosts?: number | undefined;
  /** Seconds that a load waits for hosts in use before they must make room between two questions; 20 when absent. */
  readonly patience?: number | undefined;
}

/** Makes a pool without any host. */
export function createHostPool(options: HostPoolOptions): HostPool {
  const closing = new AbortController();
  const pool: Pool = {
    options,
    logger: options.logger ?? silentLogger,
    room: createRoom({ megabytes: options.megabytes, patience: options.patience ?? 20 }),
    current: new Map(),
    slots: new Set(),
    closing: closing.signal,
  };
  const watch = endUnused(pool);

  const get = async (load: Load, needs: HostNeeds, signal?: AbortSignal): Promise<EngineHost> => {
    if (closing.signal.aborted) throw new EfirError('cancelled');
    const key = JSON.stringify(load);
    const known = pool.current.get(key);
    const slot = known && isUsable(known) ? known : startSlot(pool, key, load, needs);
    pool.current.delete(key);
    pool.current.set(key, slot);
    endBeyond(pool);
    return slot.loading.join(signal);
  };

  return {
    get,
    ask: async (load, needs, { question, input }, signal) => {
      for (;;) {
        const host = await get(load, needs, signal);
        try {
          return await host.ask(question, input, signal);
        } catch (thrown) {
          if (!(thrown instanceof EfirError && thrown.cause instanceof HostSacrificed)) throw thrown;
        }
      }
    },
    close: async () => {
      closing.abort();
      clearInterval(watch);
      await Promise.all([...pool.slots].map(endSlot));
    },
  };
}

interface Pool {
  readonly options: HostPoolOptions;
  readonly logger: Logger;
  readonly room: Room;
  /** The slot that whoever asks is given, by load; in order of use, the last used at the end. */
  readonly current: Map<string, Slot>;
  /** Beside those, what is on its way out. */
  readonly slots: Set<Slot>;
  readonly closing: AbortSignal;
}

interface Slot extends Guest {
  readonly loading: SharedWork<EngineHost>;
  usedAt: number;
  host?: EngineHost;
  /** Nobody asked it anything yet: whoever waited for it is just about to. */
  fresh: boolean;
  dismissed: boolean;
}

/** How long a host that was not asked anything yet is taken for one in use, in milliseconds. */
const freshMilliseconds = 5_000;

function startSlot(pool: Pool, key: string, load: Load, needs: HostNeeds): Slot {
  const { room, options, logger } = pool;
  const start = async (signal: AbortSignal): Promise<EngineHost> => {
    // Not before `slot` is there.
    await Promise.resolve();
    await room.enter(slot, signal);
    const host = await startEngineHost({ ...options, load }, signal).catch((thrown: unknown) => {
      room.leave(slot);
      throw thrown;
    });
    logger.debug({ host: host.pid, model: needs.title, megabytes: needs.megabytes }, 'model loaded');
    slot.host = host;
    slot.usedAt = performance.now();
    void host.gone.then(() => {
      forget();
      room.leave(slot);
    });
    return watchUse(slot, host, room);
  };
  const slot: Slot = {
    ...needs,
    loading: startSharedWork(start, pool.closing),
    usedAt: performance.now(),
    fresh: true,
    dismissed: false,
    get idle() {
      return isIdle(slot);
    },
    dismiss: () => {
      slot.dismissed = true;
      if (pool.current.get(key) === slot) pool.current.delete(key);
      endUnlessBusy(slot);
    },
  };
  const forget = () => {
    pool.slots.delete(slot);
    if (pool.current.get(key) === slot) pool.current.delete(key);
  };
  pool.slots.add(slot);
  slot.loading.result.catch(forget);
  return slot;
}

/** A host that died, or whose loading was given up, makes room for a new one. */
function isUsable(slot: Slot): boolean {
  return slot.host ? slot.host.alive : !slot.loading.abandoned;
}

function isIdle({ host, fresh, usedAt }: Slot): boolean {
  return host?.busy === 0 && !(fresh && performance.now() - usedAt < freshMilliseconds);
}

/** The same host, telling the pool of its use. */
function watchUse(slot: Slot, host: EngineHost, room: Room): EngineHost {
  return {
    description: host.description,
    pid: host.pid,
    get busy() {
      return host.busy;
    },
    get alive() {
      return host.alive;
    },
    gone: host.gone,
    ask: async (question, input, signal) => {
      slot.fresh = false;
      slot.usedAt = performance.now();
      try {
        return await host.ask(question, input, signal);
      } finally {
        slot.usedAt = performance.now();
        if (slot.dismissed) endUnlessBusy(slot);
        else room.settle();
      }
    },
    close: () => host.close(),
  };
}

function endUnlessBusy({ host }: Slot): void {
  if (host?.busy === 0) void host.close();
}

async function endSlot(slot: Slot): Promise<void> {
  await slot.loading.result.catch(() => {});
  await slot.host?.close();
}

/** Beyond the allowed number the idle ones end, the one used longest ago first. */
function endBeyond({ current, options }: Pool): void {
  let beyond = current.size - (options.maxHosts ?? Number.POSITIVE_INFINITY);
  for (const slot of current.values()) {
    if (beyond <= 0) return;
    if (slot.host?.busy !== 0) continue;
    slot.dismiss();
    beyond--;
  }
}

/** Ends hosts that nobody has used for long. */
function endUnused({ current, options, logger }: Pool): NodeJS.Timeout | undefined {
  const idle = (options.idle ?? 0) * 1000;
  if (idle === 0) return undefined;
  const sweep = () => {
    for (const slot of current.values()) {
      if (slot.host?.busy !== 0 || performance.now() - slot.usedAt < idle) continue;
      logger.debug({ host: slot.host.pid, model: slot.title }, 'model unloaded: not used lately');
      slot.dismiss();
    }
  };
  return setInterval(sweep, Math.min(idle / 4, 15_000)).unref();
}
