import { stat } from 'node:fs/promises';
import { EfirError } from '../../../core/errors.ts';
import { getEngine } from '../../../engine-host/engines.ts';
import { listInstalledModels } from '../../../models/installed-models.ts';
import { listWorkerModels } from '../../../work/list-worker-models.ts';
import type { ApiContext } from '../server.ts';

/** A model as the OpenAI API lists it. */
export interface OpenaiModel {
  readonly id: string;
  readonly object: 'model';
  /** Unix seconds: of a name of OpenAI's its own, of an installed model when it came here, else 0. */
  readonly created: number;
  readonly owned_by: string;
}

type ModelContext = Pick<ApiContext, 'database' | 'engines' | 'modelsDirectory' | 'model'>;

/** OpenAI's names, which programs have built in: here each means the engine that is there. */
const aliases: Readonly<Record<string, number>> = {
  'whisper-1': 1_677_532_384,
  'gpt-4o-transcribe': 1_742_068_463,
  'gpt-4o-mini-transcribe': 1_742_068_596,
  'gpt-4o-transcribe-diarize': 1_750_798_887,
};
/** Further names of theirs that are understood but not listed, so that the list stays short. */
const silentAliases = ['gpt-transcribe', 'gpt-4o-mini-transcribe-2025-12-15'];

/** OpenAI's names first, then what is installed here and what workers elsewhere have. */
export async function listModels(context: ModelContext): Promise<OpenaiModel[]> {
  const [installed, ofWorkers] = await Promise.all([
    listInstalledModels(context.modelsDirectory),
    listWorkerModels(context.database),
  ]);
  const here = await Promise.all(
    installed.map(async ({ name, directory }) => toModel(name, await readAge(directory))),
  );
  // Another server, where one is configured.
  const service = context.engines.includes('openai-compatible')
    ? getEngine('openai-compatible').ownModels
    : [];
  const elsewhere = [...new Set([...ofWorkers, ...service])].filter(
    (name) => !installed.some((model) => model.name === name),
  );
  return [
    ...Object.entries(aliases).map(([name, created]) => toModel(name, created)),
    ...here,
    ...elsewhere.map((name) => toModel(name, 0)),
  ];
}

/**
 * What a transcription's `model` means for a task: the name of one of our models, or undefined for the default.
 * Rejects with `model-unknown`.
 */
export async function chooseModel(context: ModelContext, name: string): Promise<string | undefined> {
  if (Object.hasOwn(aliases, name) || silentAliases.includes(name)) return undefined;
  const own = context.engines.flatMap((engine) => getEngine(engine).ownModels);
  // The default may still have to be fetched; a worker does that.
  if (own.includes(name) || name === context.model) return name;
  const models = (await listModels(context)).map(({ id }) => id);
  const found = [name, readWhisperName(name)].find((one) => one !== undefined && models.includes(one));
  if (found !== undefined) return found;
  throw new EfirError('model-unknown', { model: name, known: models.join(', ') });
}

/** `Systran/faster-whisper-small`, `openai/whisper-small`, `small`: what other servers of this API call `whisper-small`. */
function readWhisperName(name: string): string | undefined {
  const [, size] =
    /^(?:[\w.-]+\/)?(?:faster-)?(?:whisper-)?((?:tiny|base|small|medium|large)[\w.-]*)$/.exec(name) ?? [];
  return size === undefined ? undefined : `whisper-${size}`;
}

function toModel(id: string, created: number): OpenaiModel {
  return { id, object: 'model', created, owned_by: 'efir' };
}

async function readAge(directory: string): Promise<number> {
  const found = await stat(directory).catch(() => undefined);
  return Math.floor((found?.mtimeMs ?? 0) / 1000);
}
