import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatTranscript } from '../../../compute/speech/formats/index.ts';
import { parseLanguage } from '../../../compute/speech/language/parse-language.ts';
import type { Transcript } from '../../../compute/speech/transcript.ts';
import { EfirError } from '../../../core/errors.ts';
import type { CommandContext } from '../command.ts';
import { reportError } from '../report-error.ts';
import { findInputs, type Input } from '../transcribe/inputs.ts';
import { planTargets, type Target } from '../transcribe/plan.ts';
import { startProgress } from '../transcribe/progress.ts';
import { readAsked } from '../transcribe/read-asked.ts';
import type { CheckedOptions, TranscribeOptions, Transcriber } from '../transcribe/transcriber.ts';
import { checkPlace, writeOut, writeWhole } from '../transcribe/write-target.ts';

/**
 * `efir transcribe`: several recordings one after the other, going on after one that fails. The exit code is that of
 * the first failure.
 */
export async function transcribe(context: CommandContext, options: TranscribeOptions): Promise<number> {
  parseLanguage(options.language);
  const checked = { ...options, asked: await readAsked(options, context.texts) };
  let scratch: string | undefined;
  const makeScratch = async () => {
    scratch ??= await mkdtemp(join(tmpdir(), 'efir-transcribe-'));
    return scratch;
  };
  try {
    const inputs = await findInputs(context, options.files, makeScratch);
    const terminal = context.stdout.isTTY ?? false;
    const request = { formats: options.format ?? [], output: options.output, terminal };
    const targets = planTargets(inputs, request, context.texts);
    for (const { path } of targets.flat()) if (path !== undefined) await checkPlace(path);
    const transcriber = await openTranscriber(context, checked);
    try {
      return await transcribeAll(context, transcriber, inputs, { targets, times: options.times ?? false });
    } finally {
      await transcriber.close();
    }
  } finally {
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true });
  }
}

async function openTranscriber(context: CommandContext, options: CheckedOptions): Promise<Transcriber> {
  const server = options.server ?? context.config.server;
  checkPriority(context, options.priority, server);
  if (server === undefined) {
    if (options.callbackUrl !== undefined)
      throw new EfirError('usage-invalid', { detail: context.texts.text('usage-callback-alone') });
    const { openLocalTranscriber } = await import('../transcribe/local.ts');
    return openLocalTranscriber(context, options);
  }
  if (!/^https?:$/.test(URL.parse(server)?.protocol ?? '')) {
    throw new EfirError('usage-invalid', { detail: context.texts.text('usage-server', { name: server }) });
  }
  const key = options.key ?? context.config.apiKey;
  if (key === undefined)
    throw new EfirError('usage-invalid', { detail: context.texts.text('usage-key-missing') });
  const { openServerTranscriber } = await import('../transcribe/server.ts');
  return openServerTranscriber(context, { ...options, server, key });
}

function checkPriority(
  { texts }: CommandContext,
  priority: string | undefined,
  server: string | undefined,
): void {
  if (priority === undefined) return;
  const detail =
    server === undefined
      ? texts.text('usage-priority-server')
      : /^-?([0-9]|10)$/.test(priority)
        ? undefined
        : texts.text('usage-priority', { name: priority });
  if (detail !== undefined) throw new EfirError('usage-invalid', { detail });
}

async function transcribeAll(
  context: CommandContext,
  transcriber: Transcriber,
  inputs: readonly Input[],
  { targets, times }: { readonly targets: readonly Target[][]; readonly times: boolean },
): Promise<number> {
  const exits: number[] = [];
  for (const [index, input] of inputs.entries()) {
    const progress = startProgress(context, input.name);
    try {
      const transcript = await transcriber.transcribe(input, progress);
      progress.end();
      const place = { targets: targets[index] ?? [], apart: index > 0, times };
      await deliver(context, input, transcript, place);
      exits.push(0);
    } catch (thrown) {
      progress.end();
      // One recording's trouble is told and the next one's turn comes; a broken pipe or Ctrl-C ends everything.
      if (context.signal.aborted) throw new EfirError('cancelled');
      if (!(thrown instanceof EfirError)) throw thrown;
      if (inputs.length === 1) throw thrown;
      exits.push(
        reportError(thrown, context.texts, (line) =>
          context.say(line.replace('efir: ', `efir: ${input.name}: `)),
        ),
      );
    }
  }
  const failed = exits.filter((exit) => exit !== 0).length;
  if (failed > 0)
    context.say(context.texts.text('transcribe-summary', { done: exits.length - failed, failed }));
  return exits.find((exit) => exit !== 0) ?? 0;
}

interface Place {
  readonly targets: readonly Target[];
  /** Whether another transcript stands before it in the same output. */
  readonly apart: boolean;
  readonly times: boolean;
}

async function deliver(
  context: CommandContext,
  input: Input,
  transcript: Transcript,
  { apart, targets, times }: Place,
): Promise<void> {
  const { say, stdout, texts } = context;
  for (const { code, args } of transcript.notes) {
    say(texts.text('transcribe-note', { name: input.name, note: texts.text(`note-${code}`, args) }));
  }
  for (const { format, path } of targets) {
    // Notes are told on stderr, and stay in documents.
    const content = await formatTranscript(transcript, format, {
      texts,
      times,
      notes: false,
      title: input.name,
    });
    if (path === undefined) await writeOut(stdout, apart && format === 'txt' ? `\n${content}` : content);
    else {
      await writeWhole(path, content);
      if (context.stderr.isTTY) say(texts.text('transcribe-saved', { name: input.name, path }));
    }
  }
}
