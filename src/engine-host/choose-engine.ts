import { EfirError, toEfirError } from '../core/errors.ts';
import { findFastestModel } from '../models/fastest-model.ts';
import type { EngineRequest, ForeseenEngine } from '../ports/speech-engine.ts';
import { chooseForLanguage } from './choose-for-language.ts';
import {
  type Choice,
  chooseOf,
  findEngineOfInstalled,
  findEngineOfModel,
  findModelFor,
  hasServers,
  isThere,
  type Rules,
  toChoice,
} from './choose-model.ts';
import { type EngineName, engines, getEngine, isEngineName } from './engines.ts';
import type { SpeechEnginesOptions } from './engines-options.ts';
import { createPreparer } from './prepare.ts';
import { knowsLanguage } from './rank-engines.ts';

export interface Chooser {
  /** Rejects as `SpeechEngines.open`. May fetch what is missing. */
  choose(request: EngineRequest, signal?: AbortSignal): Promise<Choice>;
  /** What `choose` would come to; fetches nothing, and trusts that what may be fetched can be. */
  foresee(request?: EngineRequest): Promise<ForeseenEngine>;
}

/**
 * The rules of choice. A named engine or model is taken or refused, never replaced. Then, in this order: the route of
 * SPEECH_ROUTES for the language; the configured engine; transcription servers, where there are any; for a language, the
 * best that is installed (rank-engines.ts); for none, the default model. Where what was wanted cannot be had: another
 * installed model, the server of OPENAI_COMPATIBLE_URL, then pocketsphinx for English or for a language left open, each
 * marked as a fallback.
 */
export function createChooser(options: SpeechEnginesOptions, closing: AbortSignal): Chooser {
  const preparer = createPreparer(options.prepare, closing);
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

async function choose(rules: Rules, request: EngineRequest, signal?: AbortSignal): Promise<Choice> {
  const engine = request.engine ?? (await findEngineOfModel(rules, request.model));
  if (engine !== undefined) return chooseOf(rules, engine, request, signal);
  const { routes = {} } = rules.options;
  const route = request.language === undefined ? undefined : (routes[request.language] ?? routes['*']);
  if (route === undefined) return chooseFreely(rules, request, signal);
  try {
    return await chooseRouted(rules, route, request, signal);
  } catch (thrown) {
    const failure = toEfirError(thrown);
    if (!fallbackCodes.has(failure.code) && failure.code !== 'language-unsupported') throw failure;
    // The operator's wish cannot be had: the recording is transcribed, and its transcript says why otherwise.
    const other = await chooseFreely(rules, request, signal);
    return { ...other, fallback: { wanted: route, reason: tellReason(failure) } };
  }
}

async function chooseRouted(
  rules: Rules,
  route: string,
  request: EngineRequest,
  signal?: AbortSignal,
): Promise<Choice> {
  if (isEngineName(route)) return chooseOf(rules, route, request, signal);
  const engine = (await findEngineOfModel(rules, route)) ?? 'sherpa-onnx';
  return chooseOf(rules, engine, { ...request, model: route }, signal);
}

async function chooseFreely(rules: Rules, request: EngineRequest, signal?: AbortSignal): Promise<Choice> {
  const { engine, model, preferFast } = rules.options;
  const fixed = engine === 'auto' ? undefined : engine;
  if (fixed !== undefined && (request.language === undefined || getEngine(fixed).ownModels.length > 0))
    return chooseOf(rules, fixed, request, signal);
  if (fixed === undefined && hasServers(rules)) return chooseOf(rules, 'transcribe-server', request, signal);
  const fast = preferFast ? await chooseFastest(rules, request) : undefined;
  if (fast) return fast;
  try {
    const { language } = request;
    if (language !== undefined)
      return await chooseForLanguage(rules, { ...request, language }, fixed, signal);
    return await chooseOf(rules, await findEngineOfInstalled(rules, model), request, signal);
  } catch (thrown) {
    const failure = toEfirError(thrown);
    if (fixed !== undefined || !fallbackCodes.has(failure.code)) throw failure;
    return chooseFallback(rules, request, failure, signal);
  }
}

async function chooseFallback(
  rules: Rules,
  request: EngineRequest,
  failure: EfirError,
  signal?: AbortSignal,
): Promise<Choice> {
  const fallback = { wanted: rules.options.model, reason: tellReason(failure) };
  const other = await findModelFor(rules, request.language);
  if (other) return { ...toChoice(rules, other), fallback };
  if (rules.options.openaiCompatible) {
    return { ...(await chooseOf(rules, 'openai-compatible', request, signal)), fallback };
  }
  if (!knowsLanguage(engines.pocketsphinx.languages, request.language)) throw failure;
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
  const { detail, directory, language } = failure.args;
  if (failure.code === 'model-missing') return 'not installed';
  if (failure.code === 'disk-full') return 'no space is left on the disk';
  if (failure.code === 'model-unknown') return 'neither installed nor in the catalogue';
  if (failure.code === 'language-unsupported') return `it does not know ${language}`;
  if (failure.code === 'data-directory-unusable') return `${directory}: ${detail}`;
  return String(detail ?? failure.code);
}

/** Nothing where no installed model fits: then the ordinary choice is made. */
async function chooseFastest(rules: Rules, request: EngineRequest): Promise<Choice | undefined> {
  const model = await findFastestModel(rules.options.modelsDirectory, request.language);
  return model && (await isThere(rules, model.engine)) ? toChoice(rules, model) : undefined;
}
