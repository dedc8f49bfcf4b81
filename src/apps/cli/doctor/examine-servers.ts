import type { Config } from '../../../config/config.ts';
import { EfirError, tellSystemError } from '../../../core/errors.ts';
import { findEngineExtra } from '../../../engine-host/engine-extra.ts';
import { getEngine } from '../../../engine-host/engines.ts';
import { listInstalledModels } from '../../../models/installed-models.ts';
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

/** whisper.cpp's program, where a setting or an installed model asks for it. */
export async function examineWhisperCpp({ config, texts }: CommandContext): Promise<Examination[]> {
  const installed = await listInstalledModels(config.modelsDirectory);
  const wanted =
    config.whisperCppServer !== undefined ||
    config.engine === 'whisper-cpp' ||
    installed.some(({ engine }) => engine === 'whisper-cpp');
  const look = async () => {
    const adapter = await getEngine('whisper-cpp').load();
    const { whisperCppServer } = config;
    await adapter.check(findEngineExtra({ whisperCppServer }, 'whisper-cpp'));
    const program = config.whisperCppServer ?? 'whisper-server';
    return { state: 'ok' as const, text: texts.text('doctor-whisper-cpp', { program }) };
  };
  return wanted ? [{ name: 'whisper-cpp', look }] : [];
}

/** The server of OPENAI_COMPATIBLE_URL, by its list of models: to have it recognise something may cost money. */
export function examineSpeechService(context: CommandContext): Examination[] {
  const service = context.config.openaiCompatible;
  return service ? [{ name: 'openai-compatible', look: () => lookAtSpeechService(context, service) }] : [];
}

async function lookAtSpeechService(
  { signal, texts }: CommandContext,
  { key, model, url }: NonNullable<Config['openaiCompatible']>,
) {
  const base = url.replace(/\/+$/, '').replace(/(?:\/v\d+)?(?:\/audio\/transcriptions)?$/, '');
  const server = new URL(url).host;
  const answer = await fetch(`${base}/v1/models`, {
    headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
  }).catch((thrown: unknown) => {
    throw new EfirError(
      'speech-service-unreachable',
      { server, detail: tellFailure(thrown) },
      { cause: thrown },
    );
  });
  await answer.body?.cancel();
  const detail = `HTTP ${answer.status}`;
  if (answer.status >= 500) throw new EfirError('speech-service-unreachable', { server, detail });
  // A server without such a list may still recognise.
  if (!answer.ok && answer.status !== 404) throw new EfirError('speech-service-refused', { server, detail });
  return { state: 'ok' as const, text: texts.text('doctor-speech-service', { server, model }) };
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
    const detail = tellFailure(thrown);
    throw new EfirError('transcribe-server-unreachable', { server: url, detail }, { cause: thrown });
  }
}

function tellFailure(thrown: unknown): string {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  return tellSystemError(cause).split('\n')[0] ?? '';
}
