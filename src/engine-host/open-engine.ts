import { availableParallelism } from 'node:os';
import { EfirError } from '../core/errors.ts';
import { findCatalogueModel } from '../models/catalogue.ts';
import { findInstalledModel } from '../models/installed-models.ts';
import { sampleRate } from '../ports/media-tool.ts';
import type {
  EngineDescription,
  EngineRequest,
  EngineSettings,
  RecognisedPiece,
  SpeechEngine,
} from '../ports/speech-engine.ts';
import type { Choice } from './choose-model.ts';
import { getEngine, isEngineName } from './engines.ts';
import type { SpeechEnginesOptions } from './engines-options.ts';
import type { HostNeeds, HostPool } from './host-pool.ts';
import { countNeeds, measureNeeds } from './measure-needs.ts';
import type { RecordingInWork } from './piece-queue.ts';
import type { Load } from './protocol.ts';

/** Of a recording that does not say how long it is: shorter than a meeting, longer than a message. */
const assumedSeconds = 600;

/**
 * Gives what a task holds for one recording: it outlives the host behind it, its pieces go when it is the recording's
 * turn, and `close` leaves the host warm for the next. Rejects as `HostPool.get`.
 */
export async function openEngine(
  options: Pick<SpeechEnginesOptions, 'threads' | 'cores'>,
  hosts: Pick<HostPool, 'get' | 'ask'>,
  choice: Choice,
  { seconds }: Pick<EngineRequest, 'seconds'>,
  signal?: AbortSignal,
): Promise<SpeechEngine> {
  const share = shareCores(choice, options);
  const load = describeLoad(choice, share);
  const needs = await findNeeds(choice, share);
  const host = await hosts.get(load, needs, signal);
  const description = host.description as EngineDescription;
  const recording: RecordingInWork = { secondsLeft: seconds ?? assumedSeconds };
  // What computes elsewhere shares its cores out itself.
  const streams = share.charged === 0 ? Number.POSITIVE_INFINITY : description.streams;
  const work = { threads: share.charged, streams, recording };
  return {
    description,
    recognise: async ({ samples }, { signal: stop, ...asked }) => {
      const question = { question: 'recognise', input: { samples, options: asked }, work };
      const result = (await hosts.ask(load, needs, question, stop)) as RecognisedPiece;
      recording.secondsLeft = Math.max(0, recording.secondsLeft - samples.length / sampleRate);
      return result;
    },
    close: async () => {},
  };
}

/**
 * Rejects with `model-too-large` where the model that would be opened can never fit, also before it is fetched: a worker
 * that cannot load its model takes no work.
 */
export async function assureMemory(
  options: Pick<SpeechEnginesOptions, 'threads' | 'cores' | 'megabytes' | 'modelsDirectory' | 'computeType'>,
  { engine, model }: { readonly engine: string; readonly model: string },
): Promise<void> {
  const { megabytes: room, computeType: compute } = options;
  if (room === undefined || !isEngineName(engine)) return;
  const installed = await findInstalledModel(options.modelsDirectory, model).catch(() => undefined);
  const family = (installed ?? findCatalogueModel(model))?.family;
  const extra = { ...(family && { family }), ...(compute && { compute }) };
  const choice: Choice = { engine, model, extra, ...(installed && { directory: installed.directory }) };
  const share = shareCores(choice, options);
  const needs = await findNeeds(choice, share);
  const listed = installed ? 0 : countNeeds(findCatalogueModel(model)?.megabytes ?? 0, share.streams);
  const megabytes = Math.max(needs.megabytes, listed);
  if (megabytes > room) throw new EfirError('model-too-large', { model, needs: megabytes, free: room });
}

interface CoreShare {
  /** Given to the engine: threads of one piece, and pieces at once. */
  readonly threads: number;
  readonly streams: number;
  /** Cores that one piece keeps busy here. */
  readonly charged: number;
}

/** Several pieces with a thread each waste nothing on waiting for each other: threads are for engines of one piece. */
function shareCores(choice: Choice, options: Pick<SpeechEnginesOptions, 'threads' | 'cores'>): CoreShare {
  const cores = options.cores ?? availableParallelism();
  const { parallel } = getEngine(choice.engine);
  if (parallel === 'elsewhere') return { threads: 1, streams: cores, charged: 0 };
  const single = parallel === 'threads' || isWhisper(choice);
  const threads = Math.min(options.threads || (single ? cores : 1), cores);
  return { threads, streams: Math.floor(cores / threads), charged: threads };
}

/** One piece at a time with every engine: its settings are those of the whole model. */
function isWhisper({ model, extra }: Choice): boolean {
  return extra['family'] === 'whisper' || /whisper/i.test(model);
}

function describeLoad(choice: Choice, { threads, streams }: CoreShare): Load {
  const settings: EngineSettings = {
    model: choice.model,
    threads,
    streams,
    extra: choice.extra,
    ...(choice.directory === undefined ? {} : { modelDirectory: choice.directory }),
  };
  return { kind: 'speech-engine', name: choice.engine, settings };
}

async function findNeeds(choice: Choice, { streams }: CoreShare): Promise<HostNeeds> {
  const { megabytes } = getEngine(choice.engine);
  if (megabytes !== undefined) return { title: choice.model, megabytes: megabytes(streams) };
  const compute = choice.extra['compute'];
  const kind = typeof compute === 'string' ? { compute } : {};
  return { title: choice.model, megabytes: await measureNeeds(choice.directory, { streams, ...kind }) };
}
