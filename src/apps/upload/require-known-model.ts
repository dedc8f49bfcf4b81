import type { Config } from '../../config/config.ts';
import { EfirError } from '../../core/errors.ts';
import { type EngineName, getEngine } from '../../engine-host/engines.ts';
import { listCatalogueNames } from '../../models/catalogue.ts';
import { listInstalledModels } from '../../models/installed-models.ts';
import { listOfferedEngines } from './upload-options.ts';

export interface KnownModels {
  /** Engines that a request may name. */
  readonly engines: readonly EngineName[];
  readonly modelsDirectory: string;
  /** The one that is chosen when none is named. */
  readonly model: string;
  readonly workersElsewhere: boolean;
}

/** What a process knows of models, by its settings. */
export function describeKnownModels(
  config: Pick<Config, 'engine' | 'model' | 'modelsDirectory'> &
    Partial<Pick<Config, 'brokerUrl' | 'openaiCompatible' | 'transcribeServers'>>,
): KnownModels {
  const { brokerUrl, model, modelsDirectory, transcribeServers = [] } = config;
  const workersElsewhere = brokerUrl !== 'inprocess:' || transcribeServers.length > 0;
  return { engines: listOfferedEngines(config), modelsDirectory, model, workersElsewhere };
}

/**
 * Answers options whose model may exist. Rejects with `model-unknown` {model, known} for a name that no worker can know:
 * those of this process see the same models as we do. Workers elsewhere have folders of their own, and judge for
 * themselves when they meet the task.
 */
export async function requireKnownModel<Options extends { readonly model?: string | undefined }>(
  context: KnownModels,
  options: Options,
): Promise<Options> {
  const { model } = options;
  if (model === undefined || model === context.model || context.workersElsewhere) return options;
  const installed = (await listInstalledModels(context.modelsDirectory)).map(({ name }) => name);
  const own = context.engines.flatMap((engine) => getEngine(engine).ownModels);
  const known = new Set([...listCatalogueNames(), ...installed, ...own]);
  if (!known.has(model)) throw new EfirError('model-unknown', { model, known: [...known].join(', ') });
  return options;
}
