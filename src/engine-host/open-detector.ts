import { randomUUID } from 'node:crypto';
import { createEnergyDetector } from '../adapters/speech-detector/energy/energy-detector.ts';
import { EfirError, toEfirError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { SpeechDetector } from '../ports/speech-detector.ts';
import type { OpenedDetector } from '../ports/speech-engine.ts';
import type { EngineHost } from './client.ts';
import type { HostPool } from './host-pool.ts';
import type { Load } from './protocol.ts';
import { createFailureMemory } from './remember-failures.ts';
import type { DetectorDescription, JudgeInput } from './subjects/speech-detector-subject.ts';

export interface DetectorOpenerOptions {
  /** `auto`: silero, or energy where that cannot be had; `silero`: that or nothing. */
  readonly detector: 'auto' | 'silero' | 'energy';
  readonly hosts: Pick<HostPool, 'get'>;
  /** Silero's file, fetched where that is allowed. Rejects with why there is none. */
  readonly findModelFile: (signal?: AbortSignal) => Promise<string>;
  /** The same without fetching. */
  readonly findInstalledFile?: (signal?: AbortSignal) => Promise<string>;
  readonly logger?: Logger | undefined;
}

/** A network of 2 MB in a process of Node, with a few recordings at once. */
const needs = { title: 'silero-vad', megabytes: 120 };

/**
 * Makes `SpeechEngines.openDetector`. Rejects with `cancelled` and, for `silero` alone, with `model-missing`,
 * `model-corrupt`, `engine-missing`, `memory-short`, `model-download-failed`.
 */
export function createDetectorOpener(options: DetectorOpenerOptions) {
  // Loading a broken file before every recording would end a process each time.
  const failures = createFailureMemory();

  const openSilero = async (
    signal?: AbortSignal,
    findFile = options.findModelFile,
  ): Promise<SpeechDetector> => {
    const modelFile = await findFile(signal);
    failures.recall(modelFile);
    const load: Load = { kind: 'speech-detector', name: 'silero', settings: { modelFile } };
    try {
      const host = await options.hosts.get(load, needs, signal);
      return createListening(options.hosts, load, host);
    } catch (thrown) {
      const error = toEfirError(thrown);
      if (error.code !== 'model-corrupt') throw error;
      const named = nameModel(error);
      failures.remember(modelFile, named);
      throw named;
    }
  };

  /** A recording that silero began to cut is best cut by it to its end. */
  const openBesideSetting = async (wanted: string | undefined, signal: AbortSignal | undefined) => {
    if (wanted !== 'silero') return createEnergyDetector();
    try {
      return await openSilero(signal, options.findInstalledFile ?? options.findModelFile);
    } catch (thrown) {
      if (toEfirError(thrown).code === 'cancelled') throw thrown;
      return createEnergyDetector();
    }
  };

  return async (signal?: AbortSignal, wanted?: string): Promise<OpenedDetector> => {
    if (wanted === 'energy') return { detector: createEnergyDetector() };
    if (options.detector === 'energy') return { detector: await openBesideSetting(wanted, signal) };
    try {
      return { detector: await openSilero(signal) };
    } catch (thrown) {
      const error = toEfirError(thrown);
      if (options.detector === 'silero' || error.code === 'cancelled') throw error;
      const reason = tellReason(error);
      options.logger?.warn({ reason }, 'speech is told from other sound by loudness only');
      return { detector: createEnergyDetector(), fallback: { wanted: 'silero', reason } };
    }
  };
}

/** The host's client knows the load's name only. */
function nameModel(error: EfirError): EfirError {
  return new EfirError(error.code, { ...error.args, model: needs.title }, { cause: error });
}

function tellReason(error: EfirError): string {
  if (error.code === 'model-missing') return 'silero-vad is not installed';
  if (error.code === 'disk-full') return 'no space is left on the disk';
  return String(error.args['detail'] ?? error.code);
}

/**
 * A recording that is heard in a host. When the host dies or is ended between two questions, the next one goes on, after
 * it has heard the sound of the last one again: borders may differ by a little.
 */
function createListening(hosts: Pick<HostPool, 'get'>, load: Load, first: EngineHost): SpeechDetector {
  const { name, frameLength } = first.description as DetectorDescription;
  let host = first;
  const listening = randomUUID();
  let heard = 0;
  let last = new Float32Array();

  const ask = async (input: JudgeInput, signal?: AbortSignal): Promise<Uint8Array | undefined> => {
    host = await hosts.get(load, needs, signal);
    return (await host.ask('judge', input, signal)) as Uint8Array | undefined;
  };
  const askAgain = async (input: JudgeInput, signal?: AbortSignal): Promise<Uint8Array> => {
    const flags = await ask({ ...input, before: last }, signal);
    if (!flags) throw new EfirError('engine-failed', { detail: 'the detector gave no answer' });
    return flags;
  };

  return {
    name,
    frameLength,
    judge: async (samples, signal) => {
      const input = { listening, heard, samples };
      const flags = await ask(input, signal).catch((thrown: unknown) => {
        // Once more on another host: it may have died of somebody else's recording.
        if (toEfirError(thrown).code !== 'engine-host-died') throw thrown;
        return undefined;
      });
      const judged = flags ?? (await askAgain(input, signal));
      heard += samples.length;
      last = samples.slice();
      return judged;
    },
    close: async () => {
      // A host that is not there any more has forgotten it by itself, and none is started to be told.
      if (host.alive) await host.ask('close', { listening }).catch(() => undefined);
    },
  };
}
