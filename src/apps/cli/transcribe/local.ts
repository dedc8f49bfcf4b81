import { createAttemptId } from '../../../core/ids.ts';
import { type TaskMessage, taskMessageSchema } from '../../../wire/task-message.ts';
import { writeTaskOptions } from '../../../wire/transcription-options.ts';
import { createEngines, createMediaTool } from '../../compose.ts';
import { ensureDataDirectory } from '../../setup/ensure-data-directory.ts';
import { ensureMediaTool } from '../../setup/system-packages.ts';
import { transcribeAlone } from '../../transcribe-alone.ts';
import type { CommandContext } from '../command.ts';
import { checkInput, type Input } from './inputs.ts';
import type { Progress } from './progress.ts';
import type { CheckedOptions, Transcriber } from './transcriber.ts';

/** The worker's code on one recording at a time, without a database. */
export async function openLocalTranscriber(
  context: CommandContext,
  options: CheckedOptions,
): Promise<Transcriber> {
  const { config, logger, signal, texts } = context;
  await ensureDataDirectory(config);
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
      return transcribeAlone({ media, engines, logger }, message, {
        texts,
        signal,
        onProgress: ({ media: facts, processed }) => shown.update(processed, facts?.duration ?? 0),
        onRetry: (failure) => {
          const { message: detail } = texts.describe(failure);
          shown.say(texts.text('transcribe-retry', { name: input.name, message: detail }));
        },
      });
    },
    close: () => engines.close(),
  };
}

function createMessage({ path }: Input, options: CheckedOptions, maxDuration: number): TaskMessage {
  const { engine } = options;
  return taskMessageSchema.parse({
    task_id: createAttemptId(),
    file_path: path,
    max_duration: maxDuration,
    ...(engine === undefined ? {} : { engine }),
    ...writeTaskOptions(options.asked),
  });
}
