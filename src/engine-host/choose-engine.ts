import { EfirError, toEfirError } from '../core/errors.ts';
import { listCatalogueNames } from '../models/catalogue.ts';
import { findFastestModel } from '../models/fastest-model.ts';
import { findInstalledModel, type InstalledModel, listInstalledModels } from '../models/installed-models.ts';
import type { EngineRequest, ForeseenEngine } from '../ports/speech-engine.ts';
import { type EngineExtra, findEngineExtra } from './engine-extra.ts';
import { type EngineName, engineNames, engines, getEngine, isEngineName } from './engines.ts';
import type { SpeechEnginesOptions } from './engines-options.ts';
import { createPreparer } from './prepare.ts';

/** What a request comes to: which host to start. */
export interface Choice {
  readonly engine: EngineName;
  readonly model: string;
  readonly directory?: string;
  readonly extra: EngineExtra;
  readonly fallback?: { readonly wanted: string; readonly reason: string };
}

export interface Chooser {
  /** Rejects as `SpeechEngines.open`. May fetch what is missing. */
  choose(request: EngineRequest, signal?: AbortSignal): Promise<Choice>;
  /** What `choose` would come to; fetches nothing, and trusts that what may be fetched can be. */
  foresee(request?: EngineRequest): Promise<ForeseenEngine>;
}

/**
 * The rules of choice. A named engine or model is taken or refused, never replaced. Otherwise the configured
 * default. With `auto`: transcription servers, where there are any; else the default model and, where it cannot be had:
 * another installed model, the server of OPENAI_COMPATIBLE_URL, then pocketsphinx for English or for a language left open, each marked as a fallback.
 */
export function createChooser(options: SpeechEnginesOptions, closing: AbortSignal): Chooser {
  const preparer = createPreparer(options.prepare, closing);
  /** Engines that were found are not looked for again: readiness asks often, and looking starts a process. */
  const found = new Set<EngineName>();
  const rules: Rules = {
    options,
    found,
    prepare: (missing, signal) => preparer.prepare(missing, signal),
  };
  return {
    choose: (request, signal) => choose(rules, request, signal),
    foresee: async (request = {}) => {
      const foreseen: Rules = { options, found, prepare: async (missing) => preparer.foresee(missing) };
      const { engine, model, fallback } = await choose(foreseen, request);
      return { engine, model, ...(fallback && { fallback }) };
    },
  };
}

interface Rules {
  readonly options: SpeechEnginesOptions;
  readonly found: Set<EngineName>;
  /** `done`: look again; `would`: it is not there yet, and would be fetched. */
  readonly prepare: (
    missing: { engine: EngineName; model: string },
    signal?: AbortSignal,
  ) => Promise<'done' | 'would'>;
}

async function choose(rules: Rules, request: EngineRequest, signal?: AbortSignal): Promise<Choice> {
  const engine = request.engine ?? (await findEngineOfModel(rules, request.model));
  if (engine !== undefined) return chooseOf(rules, engine, request, signal);
  if (rules.options.engine !== 'auto') return chooseOf(rules, rules.options.engine, request, signal);
  if (hasServers(rules)) return chooseOf(rules, 'transcribe-server', request, signal);
  const fast = rules.options.preferFast ? await chooseFastest(rules, request) : undefined;
  if (fast) return fast;
  try {
    return await chooseOf(rules, await findEngineOfInstalled(rules, rules.options.model), request, signal);
  } catch (thrown) {
    return chooseFallback(rules, request, toEfirError(thrown), signal);
  }
}

async function chooseFallback(
  rules: Rules,
  request: EngineRequest,
  failure: EfirError,
  signal?: AbortSignal,
): Promise<Choice> {
  if (!fallbackCodes.has(failure.code)) throw failure;
  const fallback = { wanted: rules.options.model, reason: tellReason(failure) };
  const other = await findModelFor(rules, request.language);
  if (other) return { ...toChoice(rules, other), fallback };
  if (rules.options.openaiCompatible) {
    return { ...(await chooseOf(rules, 'openai-compatible', request, signal)), fallback };
  }
  if (request.language !== undefined && !knowsLanguage(engines.pocketsphinx.languages, request.language))
    throw failure;
  try {
    return { ...(await chooseOf(rules, 'pocketsphinx', request, signal)), fallback };
  } catch (thrown) {
    const second = toEfirError(thrown);
    if (second.code !== 'engine-missing') throw second;
    const detail = `${rules.options.model}: ${fallback.reason}; ${tellReason(second)}`;
    throw new EfirError('engine-missing', { detail }, { cause: failure });
  }
}

/** A corrupt model is not among them: that is for the operator to mend, not to be passed over. */
const fallbackCodes = new Set([
  'model-missing',
  'model-unknown',
  'model-download-failed',
  'engine-missing',
  'data-directory-unusable',
  'disk-full',
]);

function tellReason(failure: EfirError): string {
  const { detail, directory } = failure.args;
  if (failure.code === 'model-missing') return 'not installed';
  if (failure.code === 'data-directory-unusable') return `${directory}: ${detail}`;
  return String(detail ?? failure.code);
}

async function chooseOf(
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

function hasServers({ options }: Rules): boolean {
  return (options.transcribeServers?.urls.length ?? 0) > 0;
}

/** Nothing where no installed model fits: then the ordinary choice is made. */
async function chooseFastest(rules: Rules, request: EngineRequest): Promise<Choice | undefined> {
  const model = await findFastestModel(rules.options.modelsDirectory, request.language);
  if (!model) return undefined;
  return checkEngine(rules, model.engine).then(
    () => toChoice(rules, model),
    () => undefined,
  );
}

async function chooseInstalledModel(
  rules: Rules,
  engine: EngineName,
  request: EngineRequest,
  signal?: AbortSignal,
): Promise<Choice> {
  const directory = rules.options.modelsDirectory;
  await checkEngine(rules, engine);
  const model = request.model ?? (await findStandardModel(rules, engine, request.language));
  const installed =
    (await findInstalledModel(directory, model)) ?? (await fetchDefault(rules, engine, model, signal));
  if (installed === 'would') return { engine, model, extra: {} };
  if (installed.engine !== engine) throw await tellUnknown(rules, engine, model);
  if (knowsLanguage(installed.languages, request.language)) return toChoice(rules, installed);
  const only = request.engine === undefined && rules.options.engine === 'auto' ? undefined : engine;
  const other = request.model === undefined ? await findModelFor(rules, request.language, only) : undefined;
  if (other) return toChoice(rules, other);
  requireLanguage(engine, installed.languages, request.language);
  return toChoice(rules, installed);
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

async function fetchDefault(
  rules: Rules,
  engine: EngineName,
  model: string,
  signal?: AbortSignal,
): Promise<InstalledModel | 'would'> {
  const { modelsDirectory } = rules.options;
  const names = listCatalogueNames();
  if (!names.includes(model)) {
    const installed = await listInstalledModels(modelsDirectory);
    const known = new Set([...names, ...installed.map((one) => one.name)]);
    throw new EfirError('model-unknown', { model, known: [...known].join(', ') });
  }
  if (model !== rules.options.model) throw new EfirError('model-missing', { model });
  if ((await rules.prepare({ engine, model }, signal)) === 'would') return 'would';
  const fetched = await findInstalledModel(modelsDirectory, model);
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

/**
 * An installed model for the language whose engine is there, the catalogue's order deciding; own models of unknown
 * languages come last.
 */
async function findModelFor(
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

function isThere(rules: Rules, engine: EngineName): Promise<boolean> {
  return checkEngine(rules, engine).then(
    () => true,
    () => false,
  );
}

/**
 * The engine of a model that was named without one. The scripted engine's models have names that could be
 * anybody's; they count only where it is the configured engine.
 */
async function findEngineOfModel(rules: Rules, model: string | undefined): Promise<EngineName | undefined> {
  if (model === undefined) return undefined;
  const configured = rules.options.engine;
  if (configured !== 'auto' && getEngine(configured).ownModels.includes(model)) return configured;
  if (engines.pocketsphinx.ownModels.some((own) => own === model)) return 'pocketsphinx';
  if (rules.options.openaiCompatible && getEngine('openai-compatible').ownModels.includes(model))
    return 'openai-compatible';
  return findEngineOfInstalled(rules, model);
}

/** What is not installed could be fetched, and all that can be fetched is for sherpa-onnx. */
async function findEngineOfInstalled({ options }: Rules, model: string): Promise<EngineName> {
  const installed = await findInstalledModel(options.modelsDirectory, model).catch(() => undefined);
  return installed?.engine ?? 'sherpa-onnx';
}

function requireLanguage(
  engine: EngineName,
  languages: readonly string[] | 'any',
  language: string | undefined,
): void {
  if (knowsLanguage(languages, language)) return;
  throw new EfirError('language-unsupported', {
    engine,
    language: language ?? '',
    languages: languages === 'any' ? 'any' : languages.join(', '),
  });
}

function knowsLanguage(languages: readonly string[] | 'any', language: string | undefined): boolean {
  return language === undefined || languages === 'any' || languages.includes(language);
}

function toChoice({ options }: Rules, model: InstalledModel): Choice {
  const extra = {
    ...findEngineExtra(options, model.engine),
    ...(model.languages === 'any' ? {} : { languages: model.languages.join(',') }),
    ...(model.family === undefined ? {} : { family: model.family }),
  };
  return { engine: model.engine, model: model.name, directory: model.directory, extra };
}
