import type {
  EngineDescription,
  EngineSettings,
  RecognisedPiece,
  SpeechEngine,
} from '../ports/speech-engine.ts';
import { type EngineHost, type HostOptions, startEngineHost } from './client.ts';

/** A speech engine in a host of its own. */
export interface HostedEngine extends SpeechEngine {
  readonly host: EngineHost;
}

export interface HostedEngineOptions extends Omit<HostOptions, 'load'> {
  readonly engine: string;
  readonly settings: EngineSettings;
}

/** Rejects as `startEngineHost`. `close` ends the host. */
export async function startHostedEngine(
  { engine, settings, ...options }: HostedEngineOptions,
  signal?: AbortSignal,
): Promise<HostedEngine> {
  const load = { kind: 'speech-engine', name: engine, settings } as const;
  const host = await startEngineHost({ ...options, load }, signal);
  return {
    host,
    description: host.description as EngineDescription,
    recognise: async ({ samples }, { signal: stop, ...asked }) =>
      (await host.ask('recognise', { samples, options: asked }, stop)) as RecognisedPiece,
    close: () => host.close(),
  };
}
