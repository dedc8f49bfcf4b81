import { totalmem } from 'node:os';
import { toEfirError } from '../core/errors.ts';
import { findCatalogueModel } from '../models/catalogue.ts';
import { listInstalledModels } from '../models/installed-models.ts';
import type { EngineRequest } from '../ports/speech-engine.ts';
import {
  type Choice,
  chooseOf,
  findEngineOfInstalled,
  isThere,
  type Rules,
  requireLanguage,
  toChoice,
} from './choose-model.ts';
import { type EngineName, getEngine } from './engines.ts';
import type { SpeechEnginesOptions } from './engines-options.ts';
import { measureNeeds } from './measure-needs.ts';
import { type Candidate, knowsLanguage, lowEndMegabytes, rankCandidates } from './rank-engines.ts';

/** Engines without models here, which count as installed once the operator has configured them. */
const configurable: readonly {
  readonly engine: EngineName;
  readonly isSet: (o: SpeechEnginesOptions) => boolean;
}[] = [{ engine: 'openai-compatible', isSet: (options) => options.openaiCompatible !== undefined }];

/**
 * The best that is there for the language, of one engine where `only` says so. The default model is fetched where it
 * would be better than what is installed, and may be. Rejects as `SpeechEngines.open`.
 */
export async function chooseForLanguage(
  rules: Rules,
  request: EngineRequest & { readonly language: string },
  only: EngineName | undefined,
  signal?: AbortSignal,
): Promise<Choice> {
  const { megabytes, model: standard } = rules.options;
  const { language } = request;
  const here = await listCandidates(rules, only);
  const lowEnd = (megabytes ?? totalmem() / 1e6) < lowEndMegabytes;
  const missing = await findMissingDefault(rules, only, here);
  const ranked = rankCandidates([...here, ...(missing ? [missing] : [])], { language, lowEnd });
  const best = await takeFirst(rules, ranked);
  if (!best) {
    const known = here.flatMap(({ languages }) => languages);
    if (here.length > 0 && (!missing || !knowsLanguage(missing.languages, language)))
      requireLanguage(only ?? here[0]?.engine ?? '', [...new Set(known)], language);
    return chooseOf(rules, only ?? (await findEngineOfInstalled(rules, standard)), request, signal);
  }
  if (best !== missing) return take(rules, best, request, signal);
  return chooseOf(rules, best.engine, { ...request, model: standard }, signal).catch(
    async (thrown: unknown) => {
      const second = await takeFirst(
        rules,
        ranked.filter((candidate) => candidate !== missing),
      );
      const failure = toEfirError(thrown);
      if (!second || failure.code === 'cancelled') throw failure;
      const reason =
        failure.code === 'model-missing' ? 'not installed' : String(failure.args['detail'] ?? failure.code);
      return { ...(await take(rules, second, request, signal)), fallback: { wanted: standard, reason } };
    },
  );
}

async function listCandidates({ options }: Rules, only: EngineName | undefined): Promise<Candidate[]> {
  const installed = (await listInstalledModels(options.modelsDirectory)).map((model) => ({
    engine: model.engine,
    model: model.name,
    languages: model.languages,
    installed: model,
  }));
  const configured = configurable
    .filter(({ isSet }) => isSet(options))
    .map(({ engine }) => {
      const { ownModels, languages } = getEngine(engine);
      return { engine, model: ownModels[0] ?? engine, languages };
    });
  return [...installed, ...configured].filter(({ engine }) => only === undefined || engine === only);
}

/** The default model, where it is not installed and could be fetched: all that can be is for sherpa-onnx. */
async function findMissingDefault(
  { options }: Rules,
  only: EngineName | undefined,
  here: readonly Candidate[],
): Promise<Candidate | undefined> {
  const listed = findCatalogueModel(options.model);
  if (listed?.kind !== 'recogniser' || (only !== undefined && only !== listed.engine)) return undefined;
  if (here.some((candidate) => candidate.model === listed.name)) return undefined;
  return { engine: listed.engine, model: listed.name, languages: listed.languages };
}

/** The first whose engine is there, of those that fit into memory; where none does, loading tells so. */
async function takeFirst(rules: Rules, ranked: readonly Candidate[]): Promise<Candidate | undefined> {
  let large: Candidate | undefined;
  for (const candidate of ranked) {
    if (candidate.installed === undefined && candidate.engine === 'sherpa-onnx') return candidate;
    if (!(await isThere(rules, candidate.engine))) continue;
    if (await fitsMemory(rules, candidate)) return candidate;
    large ??= candidate;
  }
  return large;
}

async function fitsMemory({ options }: Rules, { installed }: Candidate): Promise<boolean> {
  if (!installed || options.megabytes === undefined) return true;
  const { computeType: compute, megabytes } = options;
  return (await measureNeeds(installed.directory, { streams: 1, compute })) <= megabytes;
}

function take(
  rules: Rules,
  { engine, installed }: Candidate,
  request: EngineRequest,
  signal?: AbortSignal,
): Choice | Promise<Choice> {
  return installed ? toChoice(rules, installed) : chooseOf(rules, engine, request, signal);
}
