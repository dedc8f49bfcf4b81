import { EfirError, tellSystemError } from '../../../core/errors.ts';
import { serverHealthSchema } from '../../../wire/transcribe-server.ts';
import type { CommandContext } from '../command.ts';
import type { Examination } from './finding.ts';

/** The transcription servers that recognise for this installation, each by its own /health. */
export function examineServers(context: CommandContext): Examination[] {
  return context.config.transcribeServers.map((url) => ({
    name: 'transcribe-server',
    look: () => lookAtServer(context, url),
  }));
}

/** Milliseconds. */
const patience = 5_000;

async function lookAtServer({ signal, texts }: CommandContext, url: string) {
  const { engine, error, mode, model, model_loaded: loaded } = await askHealth(url, signal);
  if (mode === 'door') throw new EfirError('transcribe-server-circle', { server: url });
  if (!loaded) {
    const detail = error ?? 'the model is not loaded yet';
    throw new EfirError('transcribe-server-unreachable', { server: url, detail });
  }
  const values = { url, engine: engine ?? '', model: model ?? '' };
  return { state: 'ok' as const, text: texts.text('doctor-transcribe-server', values) };
}

async function askHealth(url: string, signal: AbortSignal) {
  try {
    const answer = await fetch(`${url.replace(/\/+$/, '')}/health`, {
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
    return serverHealthSchema.parse(await answer.json());
  } catch (thrown) {
    const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
    const detail = tellSystemError(cause).split('\n')[0] ?? '';
    throw new EfirError('transcribe-server-unreachable', { server: url, detail }, { cause: thrown });
  }
}
