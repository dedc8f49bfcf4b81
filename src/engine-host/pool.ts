import { createEnergyDetector } from '../adapters/speech-detector/energy/energy-detector.ts';
import { EfirError } from '../core/errors.ts';
import type { EngineRequest, OpenedEngine, SpeechEngine, SpeechEngines } from '../ports/speech-engine.ts';
import { type Choice, createChooser } from './choose-engine.ts';
import { HostSacrificed } from './client.ts';
import type { SpeechEnginesOptions } from './engines-options.ts';
import { createHostPool } from './host-pool.ts';
import { type HostedEngine, startHostedEngine } from './hosted-engine.ts';
import { openDiarizer } from './open-diarizer.ts';
import { type SharedWork, startSharedWork } from './shared-work.ts';

export type { Missing, SpeechEnginesOptions } from './engines-options.ts';

/**
 * The engines of this installation: one warm host per engine and model, started when it is first needed and again
 * by the next piece when it died. Beyond `maxHosts`, the idle host that was used longest ago ends.
 */
export function createSpeechEngines(options: SpeechEnginesOptions): SpeechEngines {
  const closing = new AbortController();
  const chooser = createChooser(options, closing.signal);
  /** In order of use, the last used at the end. */
  const hosts = new Map<string, Slot>();
  const others = createHostPool(options);

  const getHost = async (choice: Choice, signal?: AbortSignal): Promise<HostedEngine> => {
    if (closing.signal.aborted) throw new EfirError('cancelled');
    const key = `${choice.engine} ${choice.model}`;
    const known = hosts.get(key);
    const slot = known && isUsable(known) ? known : startSlot(options, choice, closing.signal);
    hosts.delete(key);
    hosts.set(key, slot);
    endColdHosts(hosts, options.maxHosts ?? 3);
    return slot.loading.join(signal);
  };

  return {
    open: async (request: EngineRequest, signal?: AbortSignal): Promise<OpenedEngine> => {
      const choice = await chooser.choose(request, signal);
      const host = await getHost(choice, signal);
      const engine = createHandle(host, (again) => getHost(choice, again));
      return { engine, ...(choice.fallback ? { fallback: choice.fallback } : {}) };
    },
    openDetector: async () => ({ detector: createEnergyDetector() }),
    openDiarizer: (signal) => openDiarizer(options, others, signal),
    identifyLanguage: async () => undefined,
    check: () => chooser.foresee(),
    close: async () => {
      closing.abort();
      await Promise.all([others.close(), ...[...hosts.values()].map(closeSlot)]);
      hosts.clear();
    },
  };
}

interface Slot {
  readonly loading: SharedWork<HostedEngine>;
  host?: HostedEngine;
  failed: boolean;
}

function startSlot(options: SpeechEnginesOptions, choice: Choice, closing: AbortSignal): Slot {
  const { environment, limits, logger, threads } = options;
  const settings = {
    model: choice.model,
    threads,
    extra: choice.extra,
    ...(choice.directory === undefined ? {} : { modelDirectory: choice.directory }),
  };
  const start = (signal: AbortSignal) =>
    startHostedEngine({ engine: choice.engine, settings, environment, limits, logger }, signal);
  const slot: Slot = { loading: startSharedWork(start, closing), failed: false };
  slot.loading.result.then(
    (host) => {
      slot.host = host;
    },
    () => {
      slot.failed = true;
    },
  );
  return slot;
}

/** A host that died, or whose loading failed or was given up, makes room for a new one. */
function isUsable(slot: Slot): boolean {
  if (slot.host) return slot.host.host.alive;
  return !slot.failed && !slot.loading.abandoned;
}

async function closeSlot(slot: Slot): Promise<void> {
  const host = await slot.loading.result.catch(() => undefined);
  await host?.close();
}

function endColdHosts(hosts: Map<string, Slot>, allowed: number): void {
  for (const [key, slot] of hosts) {
    if (hosts.size <= allowed) return;
    if (slot.host && slot.host.host.busy > 0) continue;
    if (!slot.host && isUsable(slot)) continue;
    hosts.delete(key);
    void closeSlot(slot);
  }
}

/** What a task holds: it outlives the host behind it, and `close` leaves the host warm for the next. */
function createHandle(
  first: HostedEngine,
  getHost: (signal?: AbortSignal) => Promise<HostedEngine>,
): SpeechEngine {
  return {
    description: first.description,
    recognise: async (piece, recogniseOptions) => {
      for (;;) {
        const host = await getHost(recogniseOptions.signal);
        try {
          return await host.recognise(piece, recogniseOptions);
        } catch (thrown) {
          if (!(thrown instanceof EfirError && thrown.cause instanceof HostSacrificed)) throw thrown;
        }
      }
    },
    close: async () => {},
  };
}
