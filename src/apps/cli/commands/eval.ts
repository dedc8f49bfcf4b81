import { resolve } from 'node:path';
import { parseLanguage } from '../../../compute/speech/language/parse-language.ts';
import { EfirError, type ErrorCode, errorMeanings } from '../../../core/errors.ts';
import { ensureMediaTool } from '../../setup/system-packages.ts';
import type { CommandContext } from '../command.ts';
import { isSample, type Sample, type Unusable } from '../eval/corpus.ts';
import {
  type Evaluation,
  type EvaluationFailure,
  type EvaluationRun,
  findRun,
  readEvaluation,
  type System,
  writeEvaluation,
} from '../eval/evaluation.ts';
import { findCorpus } from '../eval/find-corpus.ts';
import { runSystem } from '../eval/run-system.ts';
import { summariseRun, writeSummary } from '../eval/write-summary.ts';
import { startProgress } from '../transcribe/progress.ts';
import { checkPlace, writeOut } from '../transcribe/write-target.ts';

export interface EvalOptions {
  readonly folder: string;
  readonly model?: readonly string[];
  readonly engine?: readonly string[];
  readonly language?: string;
  readonly output?: string;
  readonly limit?: string;
  readonly json?: boolean;
}

/**
 * `efir eval DIR`: transcribes recordings with known text by several engines and models and says how far each is from it.
 * A recording that fails is named and the next one's turn comes; the exit code is that of the first failure. With
 * `--output` what is done is kept, and the next call goes on with what is missing.
 */
export async function evaluate(context: CommandContext, options: EvalOptions): Promise<number> {
  const language = parseLanguage(options.language);
  const { samples, unusable } = await readCorpus(context, options);
  const { output } = options;
  if (output !== undefined) await checkPlace(output);
  const evaluation = await openEvaluation(context, options, unusable);
  const systems = listSystems(options);
  const runs = systems.map((system) => findRun(evaluation.runs, system));
  evaluation.runs = [...evaluation.runs.filter((run) => !runs.includes(run)), ...runs];
  await ensureTools(context);
  const save = async () => {
    for (const run of evaluation.runs) run.summary = { ...summariseRun(run, samples) };
    if (output !== undefined) await writeEvaluation(output, evaluation);
  };
  try {
    for (const run of runs) await runOne(context, { run, samples, save, language });
  } finally {
    await save();
  }
  await writeOut(
    context.stdout,
    options.json
      ? `${JSON.stringify(evaluation.runs.map(tellRun), null, 2)}\n`
      : writeSummary(evaluation.runs, samples, context.texts),
  );
  const [failure] = runs.flatMap(({ error, failures }) => (error ? [error] : failures));
  return failure ? findExit(failure.code) : 0;
}

async function readCorpus(
  context: CommandContext,
  { folder, limit }: EvalOptions,
): Promise<{ samples: Sample[]; unusable: Unusable[] }> {
  const { say, signal, texts } = context;
  if (limit !== undefined && !/^[1-9]\d{0,8}$/.test(limit)) throw misuse(context, 'usage-eval-limit', limit);
  const most = limit === undefined ? Number.POSITIVE_INFINITY : Number(limit);
  const samples = new Map<string, Sample>();
  const unusable: Unusable[] = [];
  for await (const entry of findCorpus(folder)) {
    if (signal.aborted) throw new EfirError('cancelled');
    if (isSample(entry)) samples.set(entry.name, entry);
    else {
      unusable.push(entry);
      say(texts.text('eval-unusable', { ...entry }));
    }
    if (samples.size >= most) break;
  }
  if (samples.size === 0) throw misuse(context, 'usage-eval-empty', folder);
  return { samples: [...samples.values()], unusable };
}

async function openEvaluation(
  context: CommandContext,
  { folder, output }: EvalOptions,
  unusable: Unusable[],
): Promise<Evaluation> {
  const corpus = resolve(folder);
  const before = output === undefined ? undefined : await readEvaluation(output);
  if (before && before.corpus !== corpus) throw misuse(context, 'usage-eval-corpus', before.corpus);
  return { efir_evaluation: 1, corpus, unusable, runs: before?.runs ?? [] };
}

/** Every model with every engine, where both are named. */
function listSystems({ engine = [], model = [] }: EvalOptions): System[] {
  const engines = engine.length > 0 ? [...new Set(engine)].map((name) => ({ engine: name })) : [{}];
  const models = model.length > 0 ? [...new Set(model)].map((name) => ({ model: name })) : [{}];
  return engines.flatMap((one) => models.map((other) => ({ ...one, ...other })));
}

interface OneRun {
  readonly run: EvaluationRun;
  readonly samples: readonly Sample[];
  readonly language: string | undefined;
  readonly save: () => Promise<void>;
}

/** Milliseconds between two times that what is done is written down. */
const saveEvery = 5000;

async function runOne(context: CommandContext, { language, run, samples, save }: OneRun): Promise<void> {
  const { texts } = context;
  const name = [run.asked.engine, run.asked.model].filter((part) => part !== undefined).join(' ');
  const progress = startProgress(context, name || texts.text('eval-standard'));
  let saved = performance.now();
  const onSample = async (failure: EvaluationFailure | undefined) => {
    if (failure) progress.say(texts.text('eval-failed', { name: failure.audio, message: failure.message }));
    if (performance.now() - saved < saveEvery) return;
    await save();
    saved = performance.now();
  };
  try {
    await runSystem(run, { context, samples, language, progress, onSample });
  } finally {
    progress.end();
  }
  if (run.error) {
    context.say(
      texts.text('eval-failed', { name: name || texts.text('eval-standard'), message: run.error.message }),
    );
  }
}

async function ensureTools({ config, say, signal, texts }: CommandContext): Promise<void> {
  await ensureMediaTool({
    allowed: config.systemInstalls,
    environment: config.childEnvironment,
    announce: (packages) => say(texts.text('setup-installing', { packages: packages.join(', ') })),
    failed: (detail) => say(texts.text('setup-failed', { detail })),
    signal,
  });
}

function tellRun({ asked, error, failures, summary }: EvaluationRun) {
  return { asked, ...(error ? { error } : {}), failed: failures.length, ...summary };
}

function findExit(code: string): number {
  return code in errorMeanings ? errorMeanings[code as ErrorCode].exit : 70;
}

function misuse({ texts }: CommandContext, id: string, name: string): EfirError {
  return new EfirError('usage-invalid', { detail: texts.text(id, { name }) });
}
