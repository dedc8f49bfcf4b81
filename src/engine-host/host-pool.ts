import { availableParallelism } from 'node:os';
import { EfirError } from '../core/errors.ts';
import { type Logger, silentLogger } from '../core/logger.ts';
import { type EngineHost, type HostOptions, HostSacrificed, startEngineHost } from './client.ts';
import { createPieceQueue, type PieceOfWork, type PieceQueue } from './piece-queue.ts';
import type { Load } from './protocol.ts';
import { createRoom, type Guest, type Room } from './room.ts';
import { type SharedWork, startSharedWork } from './shared-work.ts';
import { countMemoryKills, tellMemory } from './tell-memory.ts';

/** One warm host for each distinct load, started when it is first needed and again when it died. */
export interface HostPool {
  /**
   * Gives the host of a load. One that is not there yet is started as soon as there is memory for it. Rejects as
   * `startEngineHost`, with `model-too-large` {model, needs, free} for what can never fit, with `cancelled`. A host may
   * be ended at any time between two questions: `ask` of the pool bears that.
   */
  get(load: Load, needs: HostNeeds, signal?: AbortSignal): Promise<EngineHost>;
  /**
   * Asks the host of a load; rejects as `get` and as the host's own `ask`. Asks its successor where it was ended for a reason of ours. One that died of several
   * pieces of work does not tell of which: each is then tried again alone, so that only the guilty one is rejected.
   */
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
  /** For what keeps cores busy: it waits for its turn (piece-queue.ts). */
  readonly work?: Omit<PieceOfWork, 'host' | 'alone'>;
}

export interface HostPoolOptions extends Omit<HostOptions, 'load'> {
  /** For all work together; those of the machine when absent. */
  readonly cores?: number | undefined;
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
    queue: createPieceQueue(options.cores ?? availableParallelism()),
    current: new Map(),
    slots: new Set(),
    closing: closing.signal,
  };
  const watch = endUnused(pool);

  const find = (load: Load, needs: HostNeeds): Slot => {
    if (closing.signal.aborted) throw new EfirError('cancelled');
    const key = JSON.stringify(load);
    const known = pool.current.get(key);
    const slot = known && isUsable(known) ? known : startSlot(pool, key, load, needs);
    pool.current.delete(key);
    pool.current.set(key, slot);
    endBeyond(pool);
    return slot;
  };

  return {
    get: async (load, needs, signal) => find(load, needs).loading.join(signal),
    ask: async (load, needs, question, signal) => {
      let alone = false;
      for (;;) {
        const slot = find(load, needs);
        const host = await slot.loading.join(signal);
        try {
          return await askInTurn(pool, slot, host, { ...question, alone }, signal);
        } catch (thrown) {
          if (isSacrifice(thrown)) continue;
          if (alone || !question.work || !wasInCompany(slot, thrown)) throw tell(slot, thrown, false);
          alone = true;
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
  readonly queue: PieceQueue;
  /** The slot that whoever asks is given, by load; in order of use, the last used at the end. */
  readonly current: Map<string, Slot>;
  /** Beside those, what is on its way out. */
  readonly slots: Set<Slot>;
  readonly closing: AbortSignal;
}

interface Slot extends Guest {
  readonly key: string;
  readonly loading: SharedWork<EngineHost>;
  usedAt: number;
  host?: EngineHost;
  /** Nobody asked it anything yet: whoever waited for it is just about to. */
  fresh: boolean;
  dismissed: boolean;
  /** Pieces of work that wait for their turn with it, and that it has. */
  waiting: number;
  working: number;
  /** Processes that the kernel had killed for want of memory when it was started. */
  killsBefore: number;
  /** How many it had when it died. */
  diedOf?: number;
}

/** How long a host that was not asked anything yet is taken for one in use, in milliseconds. */
const freshMilliseconds = 5_000;

function startSlot(pool: Pool, key: string, load: Load, needs: HostNeeds): Slot {
  const { room, options, logger } = pool;
  const start = async (signal: AbortSignal): Promise<EngineHost> => {
    // Not before `slot` is there.
    await Promise.resolve();
    await room.enter(slot, signal);
    slot.killsBefore = countMemoryKills();
    const host = await startEngineHost({ ...options, load }, signal).catch((thrown: unknown) => {
      room.leave(slot);
      throw tell(slot, thrown, true);
    });
    logger.debug({ host: host.pid, model: needs.title, megabytes: needs.megabytes }, 'model loaded');
    slot.host = host;
    slot.usedAt = performance.now();
    void host.gone.then(() => {
      forget();
      room.leave(slot);
    });
    if (slot.dismissed) endWhenUnused(slot, host);
    return watchUse(slot, host, room);
  };
  const slot: Slot = {
    ...needs,
    key,
    loading: startSharedWork(start, pool.closing),
    usedAt: performance.now(),
    fresh: true,
    dismissed: false,
    waiting: 0,
    working: 0,
    killsBefore: 0,
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

function isIdle({ host, fresh, usedAt, waiting }: Slot): boolean {
  return host?.busy === 0 && waiting === 0 && !(fresh && performance.now() - usedAt < freshMilliseconds);
}

/** Asks when it is the question's turn. A host that has to make room meanwhile is not waited for with any more. */
async function askInTurn(
  { queue }: Pool,
  slot: Slot,
  host: EngineHost,
  { question, input, work, alone }: Question & { alone: boolean },
  signal: AbortSignal | undefined,
): Promise<unknown> {
  if (!work) return host.ask(question, input, signal);
  slot.waiting++;
  const giveBack = await queue
    .enter({ ...work, host: slot.key, alone }, signal)
    .finally(() => slot.waiting--);
  slot.working++;
  try {
    if (!host.alive)
      throw new EfirError(
        'engine-host-died',
        { detail: 'it had ended before' },
        { cause: new HostSacrificed() },
      );
    return await host.ask(question, input, signal);
  } catch (thrown) {
    if (isDeath(thrown)) slot.diedOf ??= slot.working;
    throw thrown;
  } finally {
    slot.working--;
    giveBack();
  }
}

function tell(slot: Slot, thrown: unknown, loading: boolean): unknown {
  return tellMemory(thrown, slot, { killsBefore: slot.killsBefore, loading });
}

function isDeath(thrown: unknown): thrown is EfirError {
  return thrown instanceof EfirError && thrown.code === 'engine-host-died';
}

function isSacrifice(thrown: unknown): boolean {
  return isDeath(thrown) && thrown.cause instanceof HostSacrificed;
}

function wasInCompany({ diedOf = 0 }: Slot, thrown: unknown): boolean {
  return isDeath(thrown) && diedOf > 1;
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

/** One that was to make room while it was still loading: whoever waited for it may ask, and where nobody does, it goes. */
function endWhenUnused(slot: Slot, host: EngineHost): void {
  const end = () => {
    if (slot.waiting === 0) endUnlessBusy(slot);
  };
  const timer = setInterval(end, freshMilliseconds).unref();
  void host.gone.then(() => clearInterval(timer));
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
    if (slot.host?.busy !== 0 || slot.waiting > 0) continue;
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
      if (slot.host?.busy !== 0 || slot.waiting > 0 || performance.now() - slot.usedAt < idle) continue;
      logger.debug({ host: slot.host.pid, model: slot.title }, 'model unloaded: not used lately');
      slot.dismiss();
    }
  };
  return setInterval(sweep, Math.min(idle / 4, 15_000)).unref();
}
