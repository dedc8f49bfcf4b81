import { type Score, scoreTranscript } from '../../../compute/eval/score-transcript.ts';
import type { TranscribeContext } from '../../../compute/speech/transcribe-task.ts';
import type { Transcript } from '../../../compute/speech/transcript.ts';
import { EfirError, toEfirError } from '../../../core/errors.ts';
import { createAttemptId } from '../../../core/ids.ts';
import type { EngineRequest, SpeechEngines } from '../../../ports/speech-engine.ts';
import { taskMessageSchema } from '../../../wire/task-message.ts';
import { createEngines, createMediaTool } from '../../compose.ts';
import type { PreparationNews } from '../../prepare-speech.ts';
import { transcribeAlone } from '../../transcribe-alone.ts';
import type { CommandContext } from '../command.ts';
import { checkInput } from '../transcribe/inputs.ts';
import type { Progress } from '../transcribe/progress.ts';
import type { Sample } from './corpus.ts';
import {
  type EvaluationFailure,
  type EvaluationResult,
  type EvaluationRun,
  nameSystem,
  type System,
} from './evaluation.ts';
import { measureProcesses } from './measure-processes.ts';

export interface SystemWork {
  readonly context: CommandContext;
  readonly samples: readonly Sample[];
  /** Of samples that do not say. */
  readonly language: string | undefined;
  readonly progress: Progress;
  /** Told after each sample, when the run has it. */
  readonly onSample: (failure: EvaluationFailure | undefined) => Promise<void>;
}

/**
 * Lets one system transcribe the samples that the run has no result of yet, one after the other, in hosts of its own, and
 * adds to the run. Goes on after a sample that fails; what cannot start at all is the run's error. Rejects with
 * `cancelled`, and with what `onSample` rejects with.
 */
export async function runSystem(run: EvaluationRun, work: SystemWork): Promise<void> {
  const { context, progress, samples } = work;
  const { config, logger, signal, texts } = context;
  run.failures = [];
  delete run.error;
  const references = new Map(samples.map(({ name, text }) => [name, text]));
  // A reference that was mended since is another one.
  run.results = run.results.filter(
    ({ audio, reference }) => !references.has(audio) || references.get(audio) === reference,
  );
  const done = new Set(run.results.map(({ audio }) => audio));
  const left = samples.filter(({ name }) => !done.has(name));
  if (left.length === 0) return;
  const engines = createEngines(config, { logger, news: listen(context, progress) });
  const tools = { media: createMediaTool(config), engines, logger };
  try {
    const failure = await warmUp(engines, askFor(run.asked, left[0]?.language ?? work.language), signal);
    if (failure) {
      const { code, message, hint } = texts.describe(failure);
      run.error = { code, message: `${message} ${hint}` };
      return;
    }
    const notes = new Map<string, { text: string; count: number }>();
    for (const [index, sample] of left.entries()) {
      progress.count(samples.length - left.length + index, samples.length);
      const outcome = await measureSample(sample, run.asked, tools, work);
      if (outcome.failure) run.failures.push(outcome.failure);
      else run.results.push(outcome.result);
      for (const { code, text } of outcome.notes) {
        notes.set(code, { text, count: (notes.get(code)?.count ?? 0) + 1 });
      }
      await work.onSample(outcome.failure);
    }
    const { engine, model } = nameSystem(run);
    for (const { count, text } of notes.values()) {
      progress.say(texts.text('eval-note', { name: `${engine} ${model}`.trim(), note: text, count }));
    }
  } finally {
    await engines.close();
  }
}

/**
 * Loads the model before the first recording: it is no part of its time. Answers with what keeps the system from running
 * at all, which a language that it does not know is not; rejects with `cancelled`.
 */
async function warmUp(
  engines: SpeechEngines,
  request: EngineRequest,
  signal: AbortSignal,
): Promise<EfirError | undefined> {
  try {
    await engines.open(request, signal);
    return undefined;
  } catch (thrown) {
    if (signal.aborted) throw new EfirError('cancelled');
    const failure = toEfirError(thrown);
    return failure.code === 'language-unsupported' ? undefined : failure;
  }
}

function listen({ texts }: CommandContext, progress: Progress): PreparationNews {
  return {
    announce: (packages) => progress.say(texts.text('setup-installing', { packages: packages.join(', ') })),
    failed: (detail) => progress.say(texts.text('setup-failed', { detail })),
    downloaded: (_model, bytes, total) => progress.amount(bytes, total),
  };
}

type Outcome = {
  readonly notes: readonly { readonly code: string; readonly text: string }[];
} & (
  | { readonly result: EvaluationResult; readonly failure?: undefined }
  | { readonly result?: undefined; readonly failure: EvaluationFailure }
);

/** Rejects with `cancelled` alone. */
async function measureSample(
  sample: Sample,
  asked: System,
  tools: TranscribeContext,
  { context, language }: SystemWork,
): Promise<Outcome> {
  const { config, signal, texts } = context;
  const before = measureProcesses();
  const began = performance.now();
  try {
    await checkInput({ name: sample.name, path: sample.path }, config.maxFileSize);
    const message = taskMessageSchema.parse({
      task_id: createAttemptId(),
      file_path: sample.path,
      max_duration: config.maxDuration,
      diarize: sample.turns !== undefined,
      ...askFor(asked, sample.language ?? language),
    });
    const nothing = () => {};
    const options = { texts, signal, onProgress: nothing, onRetry: nothing };
    const transcript = await transcribeAlone(tools, message, options);
    const wall = (performance.now() - began) / 1000;
    const after = measureProcesses();
    const notes = transcript.notes.map(({ code, text }) => ({ code, text: text ?? code }));
    const result = {
      audio: sample.name,
      engine: transcript.engine,
      model: transcript.model,
      language: transcript.language,
      seconds: transcript.duration,
      wall_seconds: round(wall),
      ...(before && after ? { cpu_seconds: round(after.cpuSeconds - before.cpuSeconds) } : {}),
      ...(after ? { host_megabytes: after.hostMegabytes } : {}),
      ...(sample.text === undefined ? {} : { reference: sample.text }),
      text: transcript.text,
      notes: notes.map(({ code }) => code),
      ...tellScore(await compare(transcript, sample, signal)),
    };
    return { result, notes };
  } catch (thrown) {
    if (signal.aborted) throw new EfirError('cancelled');
    const { code, message } = texts.describe(toEfirError(thrown));
    return { failure: { audio: sample.name, code, message }, notes: [] };
  }
}

/** Where nobody tries to tell speakers apart, their errors say nothing. */
function compare(transcript: Transcript, { text, turns }: Sample, signal: AbortSignal): Promise<Score> {
  const tried = transcript.notes.every(({ code }) => code !== 'diarization-unavailable');
  const reference = { ...(text === undefined ? {} : { text }), ...(turns && tried ? { turns } : {}) };
  return scoreTranscript(transcript, reference, signal);
}

function askFor({ engine, model }: System, language: string | undefined): EngineRequest {
  return {
    ...(engine === undefined ? {} : { engine }),
    ...(model === undefined ? {} : { model }),
    ...(language === undefined ? {} : { language }),
  };
}

function tellScore({ letters, speakers, words }: Score): Partial<EvaluationResult> {
  return {
    ...(words ? { words } : {}),
    ...(letters ? { letters } : {}),
    ...(speakers
      ? {
          speakers: {
            speech: round(speakers.speech),
            missed: round(speakers.missed),
            false_alarm: round(speakers.falseAlarm),
            confused: round(speakers.confused),
          },
        }
      : {}),
  };
}

function round(seconds: number): number {
  return Math.round(Math.max(0, seconds) * 1000) / 1000;
}
