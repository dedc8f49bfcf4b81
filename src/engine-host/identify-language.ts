import { toEfirError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { type InstalledModel, listInstalledModels } from '../models/installed-models.ts';
import { sampleRate } from '../ports/media-tool.ts';
import type { SpeechPiece } from '../ports/speech-engine.ts';
import { hasServers } from './choose-model.ts';
import type { SpeechEnginesOptions } from './engines-options.ts';
import type { HostPool } from './host-pool.ts';
import { measureNeeds } from './measure-needs.ts';
import type { Load } from './protocol.ts';
import { createFailureMemory } from './remember-failures.ts';
import type { IdentifyInput } from './subjects/language-identifier-subject.ts';

/** Seconds of speech that tell a language: more would only cost more. */
const enoughSeconds = 10;

export interface IdentifierOptions
  extends Pick<SpeechEnginesOptions, 'engine' | 'transcribeServers' | 'modelsDirectory' | 'computeType'> {
  readonly logger?: Logger | undefined;
}

/**
 * Makes `SpeechEngines.identifyLanguage`: the smallest installed Whisper model listens. Rejects with `cancelled` only:
 * where there is none, where it fails, or where the answer would change nothing because one engine hears everything,
 * the answer is undefined.
 */
export function createLanguageIdentifier(
  options: IdentifierOptions,
  hosts: Pick<HostPool, 'ask'>,
): (piece: SpeechPiece, signal?: AbortSignal) => Promise<string | undefined> {
  // A model that ends its process must not do so for every piece.
  const failures = createFailureMemory();
  const fixed = options.engine !== 'auto' || hasServers({ options });

  return async ({ samples }, signal) => {
    const model = fixed ? undefined : await findIdentifierModel(options.modelsDirectory);
    if (!model || failures.has(model.directory)) return undefined;
    try {
      return await ask(options, hosts, model, samples, signal);
    } catch (thrown) {
      const error = toEfirError(thrown);
      if (error.code === 'cancelled') throw error;
      failures.remember(model.directory, error);
      options.logger?.warn(
        { model: model.name, error: error.toRecord() },
        'languages are told by the words, because the model that tells them by the sound failed',
      );
      return undefined;
    }
  };
}

/** The smallest: which language it is, even the tiny one hears, at a hundredth of the cost of the large. */
export async function findIdentifierModel(modelsDirectory: string): Promise<InstalledModel | undefined> {
  const installed = await listInstalledModels(modelsDirectory);
  return installed
    .filter((model) => model.engine === 'sherpa-onnx' && model.family === 'whisper')
    .toSorted((one, other) => one.bytes - other.bytes)[0];
}

async function ask(
  { computeType }: IdentifierOptions,
  hosts: Pick<HostPool, 'ask'>,
  { directory, name }: InstalledModel,
  samples: Float32Array,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const extra = { family: 'whisper', ...(computeType && { compute: computeType }) };
  const settings = { model: name, modelDirectory: directory, threads: 1, extra };
  const load: Load = { kind: 'language-identifier', name: 'sherpa-onnx', settings };
  const needs = {
    title: name,
    megabytes: await measureNeeds(directory, { streams: 1, compute: computeType }),
  };
  // A copy: a view would take the whole piece along to the host.
  const input: IdentifyInput = { samples: samples.slice(0, enoughSeconds * sampleRate) };
  // A piece of a second or less of work, which others wait for: it goes before those of any recording.
  const work = { threads: 1, streams: 1, recording: { secondsLeft: 0 } };
  return (await hosts.ask(load, needs, { question: 'identify', input, work }, signal)) as string | undefined;
}
