// Stateless transcription servers for tests: in this process, or as processes of their own that can be killed.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createFileBlobStore } from '../../src/adapters/blob-store/file/file-blob-store.ts';
import { createFfmpegMediaTool } from '../../src/adapters/media-tool/ffmpeg/ffmpeg-media-tool.ts';
import { createIncomingFolder } from '../../src/apps/transcribe-server/incoming-folder.ts';
import {
  startTranscribeServer,
  type TranscribeServerOptions,
} from '../../src/apps/transcribe-server/start-transcribe-server.ts';
import { openStatelessDesk, type StatelessOptions } from '../../src/apps/transcribe-server/stateless-desk.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createSpeechEngines } from '../../src/engine-host/pool.ts';
import { getTexts } from '../../src/texts/texts.ts';
import type { JobBody } from '../../src/wire/transcribe-server.ts';
import { pickHostEnvironment } from './host-environment.ts';

export interface TestServer {
  readonly url: string;
  /** Of results; removed by whoever made it. */
  readonly folder: string;
  post(fields: Readonly<Record<string, string | Blob>>, headers?: Record<string, string>): Promise<Response>;
  status(jobId: string, wait?: number): Promise<JobBody>;
  /** Names of the result files. */
  listResults(): Promise<string[]>;
  /** Names of recordings that wait or are on their way. */
  listIncoming(): Promise<string[]>;
  close(): Promise<void>;
}

export interface TestServerOptions extends Partial<Pick<StatelessOptions, 'engines' | 'capacity' | 'slots'>> {
  readonly folder: string;
  readonly model?: string;
  readonly key?: string;
  readonly port?: number;
  readonly maxFileSize?: number;
}

/** The scripted engine behind real HTTP, with real ffmpeg and real files. */
export async function startTestServer(options: TestServerOptions): Promise<TestServer> {
  const { folder, maxFileSize = 10_000_000 } = options;
  const engines = options.engines ?? createScriptedEngines(options.model ?? 'default');
  const incoming = await createIncomingFolder(folder);
  const desk = openStatelessDesk({
    engines,
    media: createFfmpegMediaTool({}),
    incoming: { folder: incoming, blobs: createFileBlobStore(pathToFileURL(incoming).href) },
    results: { folder, keep: 3600 },
    slots: options.slots ?? 1,
    capacity: options.capacity ?? 64,
    maxFileSize,
    maxDuration: 3600,
    texts: getTexts('en'),
    logger: silentLogger,
  });
  const server = await startTranscribeServer({
    ...standardServer,
    desk,
    port: options.port ?? 0,
    guard: { key: options.key },
    maxFileSize,
  });
  return {
    ...ask(server.url),
    folder,
    listResults: async () => (await readdir(folder)).filter((name) => !name.startsWith('incoming-')),
    listIncoming: async () => {
      const entries = await readdir(incoming, { recursive: true, withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    },
    close: async () => {
      await server.close();
      await engines.close();
    },
  };
}

export const standardServer: Omit<TranscribeServerOptions, 'desk' | 'guard'> = {
  host: '127.0.0.1',
  port: 0,
  offered: ['scripted', 'pocketsphinx'],
  requireModel: async (options) => options,
  maxFileSize: 10_000_000,
  language: 'en',
  texts: getTexts,
  version: 'test',
  logger: silentLogger,
};

export function createScriptedEngines(model: string) {
  return createSpeechEngines({
    engine: 'scripted',
    model,
    modelsDirectory: join(tmpdir(), 'no-models'),
    threads: 1,
    environment: pickHostEnvironment(),
    scriptedCpuSeconds: 0,
  });
}

/** The requests that tests make, of any transcription server. */
export function ask(url: string): Pick<TestServer, 'url' | 'post' | 'status'> {
  return {
    url,
    post: async (fields, headers = {}) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) {
        if (typeof value === 'string') form.set(name, value);
        else form.set(name, value, 'audio.wav');
      }
      return fetch(`${url}/transcribe`, { method: 'POST', body: form, headers });
    },
    status: async (jobId, wait = 0) => {
      const answer = await fetch(`${url}/status/${encodeURIComponent(jobId)}?wait=${wait}`);
      return (await answer.json()) as JobBody;
    },
  };
}

export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  /** SIGTERM, or nothing when it is gone; resolves when it is, with its folder. */
  stop(): Promise<void>;
}

/** `efir transcribe-server --stateless` as a process of its own, at a port of its own or a given one. */
export async function startServerProcess(
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'efir-transcribe-server-'));
  const main = fileURLToPath(new URL('../../src/apps/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, 'transcribe-server', '--stateless'], {
    env: {
      ...pickHostEnvironment(),
      EFIR_DATA_DIR: folder,
      EFIR_ENGINE: 'scripted',
      SPEECH_DETECTOR: 'energy',
      SCRIPTED_CPU_SECONDS: '0',
      SYSTEM_INSTALLS: 'false',
      MODEL_DOWNLOADS: 'false',
      TRANSCRIBE_SERVER_PORT: '0',
      LOG_LEVEL: 'error',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  const url = await readUrl(child);
  return {
    url,
    pid: child.pid ?? 0,
    kill: (signal) => void child.kill(signal),
    stop: async () => {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What it says when it listens. */
function readUrl(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      const [, url] = /(http:\/\/127\.0\.0\.1:\d+)\/transcribe/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once('close', () => reject(new Error(`the server ended: ${said}`)));
  });
}
