import { EfirError, toEfirError } from '../core/errors.ts';
import { catalogue, findCatalogueModel, listCatalogueNames } from '../models/catalogue.ts';
import { findInstalledModel, type InstalledModel, listInstalledModels } from '../models/installed-models.ts';
import type { EngineRequest } from '../ports/speech-engine.ts';
import { type EngineExtra, findEngineExtra } from './engine-extra.ts';
import { type EngineName, engineNames, engines, getEngine, isEngineName } from './engines.ts';
import type { SpeechEnginesOptions } from './engines-options.ts';
import { knowsLanguage, preferences } from './rank-engines.ts';

/** What a request comes to: which host to start. */
export interface Choice {
  readonly engine: EngineName;
  readonly model: string;
  readonly directory?: string;
  readonly extra: EngineExtra;
  readonly fallback?: { readonly wanted: string; readonly reason: string };
}

/** What choices are made by. */
export interface Rules {
  readonly options: SpeechEnginesOptions;
  /** Engines that were found are not looked for again: readiness asks often, and looking starts a process. */
  readonly found: Set<EngineName>;
  /** `done`: look again; `would`: it is not there yet, and would be fetched. */
  readonly prepare: (
    missing: { engine: EngineName; model: string },
    signal?: AbortSignal,
  ) => Promise<'done' | 'would'>;
}

/** The model of the request, or the engine's standard one: taken or refused. Rejects as `SpeechEngines.open`. */
export async function chooseOf(
  rules: Rules,
  engine: string,
  request: EngineRequest,
  signal?: AbortSignal,
): Promise<Choice> {
  if (!isEngineName(engine)) throw new EfirError('engine-unknown', { engine, known: engineNames.join(', ') });
  return getEngine(engine).ownModels.length > 0
    ? chooseOwnModel(rules, engine, request, signal)
    : chooseInstalledModel(rules, engine, request, signal);
}

async function chooseOwnModel(
  rules: Rules,
  engine: EngineName,
  request: EngineRequest,
  signal?: AbortSignal,
): Promise<Choice> {
  const { ownModels, languages } = getEngine(engine);
  const model = request.model ?? ownModels.find((own) => own === rules.options.model) ?? ownModels[0] ?? '';
  if (!ownModels.includes(model))
    throw new EfirError('model-unknown', { model, known: ownModels.join(', ') });
  requireLanguage(engine, languages, request.language);
  if (engine === 'transcribe-server' && !hasServers(rules)) {
    throw new EfirError('engine-missing', { detail: 'TRANSCRIBE_SERVER_URL names no server' });
  }
  await requireEngine(rules, engine, model, signal);
  return { engine, model, extra: findEngineExtra(rules.options, engine) };
}

export function hasServers({
  options,
}: {
  readonly options: Pick<SpeechEnginesOptions, 'transcribeServers'>;
}): boolean {
  return (options.transcribeServers?.urls.length ?? 0) > 0;
}

async function chooseInstalledModel(
  rules: Rules,
  engine: EngineName,
  request: EngineRequest,
  signal?: AbortSignal,
): Promise<Choice> {
  await checkEngine(rules, engine);
  const model = request.model ?? (await findStandardModel(rules, engine, request.language));
  const installed =
    (await findRecogniser(rules, model)) ?? (await fetchModel(rules, engine, { ...request, model }, signal));
  if (installed === 'would') return { engine, model, extra: {} };
  if (installed.engine !== engine) throw await tellUnknown(rules, engine, model);
  requireLanguage(engine, installed.languages, request.language);
  return toChoice(rules, installed);
}

/** A model that tells speech or voices is none here. */
async function findRecogniser({ options }: Rules, name: string): Promise<InstalledModel | undefined> {
  const installed = await findInstalledModel(options.modelsDirectory, name);
  return installed?.kind === 'recogniser' ? installed : undefined;
}

/** The configured model, where it is one of the engine's; else the first that is installed for it. */
async function findStandardModel(
  rules: Rules,
  engine: EngineName,
  language: string | undefined,
): Promise<string> {
  const { model } = rules.options;
  if ((await findEngineOfInstalled(rules, model)) === engine) return model;
  const other =
    (await findModelFor(rules, language, engine)) ?? (await findModelFor(rules, undefined, engine));
  if (other) return other.name;
  const detail = `no model for ${engine} is installed (efir models add FOLDER)`;
  throw new EfirError('engine-missing', { detail });
}

async function tellUnknown({ options }: Rules, engine: EngineName, model: string): Promise<EfirError> {
  const installed = await listInstalledModels(options.modelsDirectory);
  const known = installed.filter((one) => one.engine === engine).map((one) => one.name);
  return new EfirError('model-unknown', { model, known: known.join(', ') });
}

/** What the operator named in settings may be fetched; what a request names must be there. */
async function fetchModel(
  rules: Rules,
  engine: EngineName,
  { model, language }: EngineRequest & { readonly model: string },
  signal?: AbortSignal,
): Promise<InstalledModel | 'would'> {
  const { modelsDirectory, routes = {} } = rules.options;
  const names = listCatalogueNames();
  if (!names.includes(model)) {
    const installed = await listInstalledModels(modelsDirectory);
    const known = new Set([...names, ...installed.map((one) => one.name)]);
    throw new EfirError('model-unknown', { model, known: [...known].join(', ') });
  }
  // Before hundreds of megabytes come that are of no use.
  requireLanguage(engine, findCatalogueModel(model)?.languages ?? 'any', language);
  if (model !== rules.options.model && !Object.values(routes).includes(model))
    throw new EfirError('model-missing', { model });
  if ((await rules.prepare({ engine, model }, signal)) === 'would') return 'would';
  const fetched = await findRecogniser(rules, model);
  if (!fetched) throw new EfirError('model-missing', { model });
  return fetched;
}

async function requireEngine(
  rules: Rules,
  engine: EngineName,
  model: string,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await checkEngine(rules, engine);
  } catch (thrown) {
    const outcome = await rules.prepare({ engine, model }, signal).catch((second: unknown) => {
      throw toEfirError(second).code === 'cancelled' ? second : thrown;
    });
    if (outcome === 'done') await checkEngine(rules, engine);
  }
}

async function checkEngine({ found, options }: Rules, engine: EngineName): Promise<void> {
  if (found.has(engine)) return;
  const adapter = await getEngine(engine).load();
  await adapter.check(findEngineExtra(options, engine));
  found.add(engine);
}

/** An installed model for the language whose engine is there, the catalogue's order deciding; own models come last. */
export async function findModelFor(
  rules: Rules,
  language: string | undefined,
  only?: EngineName,
): Promise<InstalledModel | undefined> {
  for (const model of await listInstalledModels(rules.options.modelsDirectory)) {
    if (only !== undefined && model.engine !== only) continue;
    if (knowsLanguage(model.languages, language) && (await isThere(rules, model.engine))) return model;
  }
  return undefined;
}

export function isThere(rules: Rules, engine: EngineName): Promise<boolean> {
  return checkEngine(rules, engine).then(
    () => true,
    () => false,
  );
}

/**
 * The engine of a model that was named without one. The scripted engine's models have names that could be
 * anybody's; they count only where it is the configured engine.
 */
export async function findEngineOfModel(
  rules: Rules,
  model: string | undefined,
): Promise<EngineName | undefined> {
  if (model === undefined) return undefined;
  const configured = rules.options.engine;
  if (configured !== 'auto' && getEngine(configured).ownModels.includes(model)) return configured;
  if (engines.pocketsphinx.ownModels.some((own) => own === model)) return 'pocketsphinx';
  if (rules.options.openaiCompatible && getEngine('openai-compatible').ownModels.includes(model))
    return 'openai-compatible';
  return findEngineOfInstalled(rules, model);
}

/** What is not installed could be fetched, and all that can be fetched is for sherpa-onnx. */
export async function findEngineOfInstalled({ options }: Rules, model: string): Promise<EngineName> {
  const installed = await findInstalledModel(options.modelsDirectory, model).catch(() => undefined);
  return installed?.engine ?? 'sherpa-onnx';
}

/** Throws `language-unsupported` with what is there, and what could be installed. */
export function requireLanguage(
  engine: string,
  languages: readonly string[] | 'any',
  language: string | undefined,
): void {
  if (language === undefined || knowsLanguage(languages, language)) return;
  throw new EfirError('language-unsupported', {
    engine,
    language,
    languages: languages === 'any' ? 'any' : languages.join(', '),
    install: listModelsFor(language).join(', ') || 'none',
  });
}

/** Of the catalogue, the best three. */
function listModelsFor(language: string): string[] {
  const order = preferences.flatMap(({ models = [] }) => models);
  return catalogue
    .filter(({ kind, languages }) => kind === 'recogniser' && knowsLanguage(languages, language))
    .map(({ name }) => name)
    .toSorted((one, other) => order.indexOf(one) - order.indexOf(other))
    .slice(0, 3);
}

export function toChoice({ options }: Pick<Rules, 'options'>, model: InstalledModel): Choice {
  const extra = {
    ...findEngineExtra(options, model.engine),
    ...(model.languages === 'any' ? {} : { languages: model.languages.join(',') }),
    ...(model.family === undefined ? {} : { family: model.family }),
  };
  return { engine: model.engine, model: model.name, directory: model.directory, extra };
}
