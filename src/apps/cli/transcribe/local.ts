import { assembleTranscript } from '../../../compute/speech/assemble-transcript.ts';
import { transcribeTask } from '../../../compute/speech/transcribe-task.ts';
import type { Transcript } from '../../../compute/speech/transcript.ts';
import { EfirError } from '../../../core/errors.ts';
import { createAttemptId } from '../../../core/ids.ts';
import { sleep } from '../../../core/time.ts';
import type { MediaTool } from '../../../ports/media-tool.ts';
import type { SpeechEngines } from '../../../ports/speech-engine.ts';
import type { MediaFacts, Segment, WorkerEvent } from '../../../wire/event-message.ts';
import { type TaskMessage, taskMessageSchema } from '../../../wire/task-message.ts';
import { judgeFailure } from '../../../work/judge-failure.ts';
import { createEngines, createMediaTool } from '../../compose.ts';
import { ensureMediaTool } from '../../setup/system-packages.ts';
import type { CommandContext } from '../command.ts';
import { checkInput, type Input } from './inputs.ts';
import type { Progress } from './progress.ts';
import type { TranscribeOptions, Transcriber } from './transcriber.ts';

/** The worker's code on one recording at a time, without a database. */
export async function openLocalTranscriber(
  context: CommandContext,
  options: TranscribeOptions,
): Promise<Transcriber> {
  const { config, logger, signal, texts } = context;
  let progress: Progress | undefined;
  const say = (line: string) => (progress ?? context).say(line);
  const announce = (packages: readonly string[]) =>
    say(texts.text('setup-installing', { packages: packages.join(', ') }));
  const failed = (detail: string) => say(texts.text('setup-failed', { detail }));
  await ensureMediaTool({
    allowed: config.systemInstalls,
    environment: config.childEnvironment,
    announce,
    failed,
    signal,
  });
  const engines = createEngines(config, {
    logger,
    news: { announce, failed, downloaded: (_model, done, total) => progress?.amount(done, total) },
  });
  const media = createMediaTool(config);
  return {
    transcribe: async (input, shown) => {
      progress = shown;
      shown.phase(texts.text('transcribe-preparing'));
      await checkInput(input, config.maxFileSize);
      const message = createMessage(input, options, config.maxDuration);
      return runTask({ context, engines, media, message, name: input.name, progress: shown });
    },
    close: () => engines.close(),
  };
}

interface Run {
  readonly context: CommandContext;
  readonly engines: SpeechEngines;
  readonly media: MediaTool;
  readonly message: TaskMessage;
  readonly name: string;
  readonly progress: Progress;
}

/** Runs the task until it succeeds or its policy gives it up; each try goes on behind the last finished piece. */
async function runTask(run: Run): Promise<Transcript> {
  const { context, message, name } = run;
  const { signal, texts } = context;
  const state: Gathered = { pieces: 0, segments: [], media: undefined };
  let counters = noFailures;
  for (;;) {
    const before = state.pieces;
    try {
      const resumed = { ...message, resume_from: state.pieces, resume_segments: state.segments.length };
      return await gather(run, resumed, state);
    } catch (thrown) {
      if (!(thrown instanceof EfirError) || signal.aborted) throw thrown;
      const fate = judge(thrown, state.pieces > before ? noFailures : counters);
      counters = fate.counters;
      run.progress.say(texts.text('transcribe-retry', { name, message: texts.describe(thrown).message }));
      await sleep(fate.delay * 1000, signal);
    }
  }
}

type Counters = Parameters<typeof judgeFailure>[1];
const noFailures: Counters = { failures: 0, losses: 0, failures_by_code: {} };

/**
 * When to try again. Throws when the task is given up; a model that cannot be downloaded is not waited for, because a
 * person sits there and can see to the network.
 */
function judge(failure: EfirError, counters: Counters): { counters: Counters; delay: number } {
  if (failure.code === 'model-download-failed') throw failure;
  const reported = { ...failure.toRecord(), transient: failure.transient };
  const fate = judgeFailure(transcribeTask.retry, counters, reported);
  if ('delay' in fate) return fate;
  throw fate.dead.code === failure.code ? failure : EfirError.fromRecord(fate.dead);
}

interface Gathered {
  pieces: number;
  readonly segments: Segment[];
  media: MediaFacts | undefined;
}

async function gather(run: Run, message: TaskMessage, state: Gathered): Promise<Transcript> {
  const { context, engines, media, progress } = run;
  const { logger, signal } = context;
  const work = { media, engines, logger };
  for await (const event of transcribeTask.run(work, message, signal)) {
    const finished = apply(event, state, progress);
    if (finished) return assembleTranscript({ ...finished, segments: state.segments }, context.texts);
  }
  throw signal.aborted
    ? new EfirError('cancelled')
    : new EfirError('internal', { detail: 'the run ended without a result' });
}

function apply(event: WorkerEvent, state: Gathered, progress: Progress) {
  if (event.type === 'probed') {
    state.media = event.media;
    progress.update(0, event.media.duration);
  }
  if (event.type === 'segment') {
    state.pieces = event.piece + 1;
    state.segments.push(...event.segments);
  }
  if (event.type === 'segment' || event.type === 'progress') {
    progress.update(event.processed, state.media?.duration ?? 0);
  }
  return event.type === 'succeeded' ? event : undefined;
}

function createMessage({ path }: Input, options: TranscribeOptions, maxDuration: number): TaskMessage {
  const { engine, language, model } = options;
  return taskMessageSchema.parse({
    task_id: createAttemptId(),
    file_path: path,
    max_duration: maxDuration,
    diarize: options.diarize ?? false,
    ...(engine === undefined ? {} : { engine }),
    ...(model === undefined ? {} : { model }),
    ...(language === undefined ? {} : { language }),
  });
}
