// A door of its own for a test file, over real HTTP, on a real database and real files:
//
//   let door: TestApi;
//   beforeAll(async () => { door = await startTestApi(); });
//   afterAll(() => door.close());
//   … const answer = await door.fetch('/v1/recordings', { key: door.key });

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createFileBlobStore } from '../../src/adapters/blob-store/file/file-blob-store.ts';
import { createGuardedWebClient } from '../../src/adapters/web-client/guarded/guarded-web-client.ts';
import { type Api, type ApiOptions, startApi } from '../../src/apps/api/start-api.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { type Logger, silentLogger } from '../../src/core/logger.ts';
import { createMetrics } from '../../src/core/metrics.ts';
import { createApiKey, type Scope, scopes } from '../../src/domain/identity/index.ts';
import { createTranscriptionRules } from '../../src/domain/media/index.ts';
import type { BlobStore } from '../../src/ports/blob-store.ts';
import { getTexts } from '../../src/texts/texts.ts';
import type { TaskRules } from '../../src/work/task-rules.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export interface TestApi {
  /** The one that runs now. */
  readonly api: Api;
  readonly db: TestDatabase;
  readonly blobs: BlobStore;
  readonly rules: TaskRules;
  readonly tenantId: TenantId;
  /** A key of that tenant with every scope. */
  readonly key: string;
  createKey(tenantId: TenantId, wanted?: readonly Scope[]): Promise<string>;
  fetch(path: string, options?: TestRequest): Promise<Response>;
  /** Files in the blob store, finished or not. */
  listBlobFiles(): Promise<string[]>;
  /** Closes the api and opens it again at the same address, over the same database and files. */
  restart(): Promise<void>;
  /** A second api over the same; its opener closes it. */
  openAnother(hangUpGrace?: number): Promise<Api>;
  close(): Promise<void>;
}

export interface TestRequest extends Omit<RequestInit, 'headers'> {
  readonly key?: string;
  readonly headers?: Record<string, string>;
}

export interface TestApiOptions {
  readonly config?: Partial<ApiOptions['config']>;
  readonly probe?: ApiOptions['probe'];
  readonly logger?: Logger;
  readonly hangUpGrace?: number;
  readonly dashboardFolder?: string;
  readonly identityProvider?: ApiOptions['identityProvider'];
}

export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
  const db = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'efir-api-'));
  const blobs = createFileBlobStore(pathToFileURL(folder).href);
  const web = createGuardedWebClient({ privateHosts: ['127.0.0.1', 'localhost'] });
  const open = (port: Partial<ApiOptions['config']> = {}, hangUpGrace = options.hangUpGrace) =>
    startApi({
      config: { ...standardConfig, ...options.config, ...port },
      database: db.database,
      blobs,
      ...(options.probe ? { probe: options.probe } : {}),
      ...(hangUpGrace === undefined ? {} : { hangUpGrace }),
      dashboardFolder: options.dashboardFolder,
      identityProvider: options.identityProvider,
      logger: options.logger ?? silentLogger,
      metrics: createMetrics({ processMetrics: false }),
      texts: getTexts,
      web,
    });
  let api = await open();
  const tenantId = await db.createTenant();
  const createKey: TestApi['createKey'] = async (tenant, wanted = scopes) =>
    (await createApiKey(db.database, { tenantId: tenant, name: 'test', scopes: wanted })).key;
  return {
    get api() {
      return api;
    },
    db,
    blobs,
    rules: createTranscriptionRules({ blobs, maxDuration: standardConfig.maxDuration }),
    tenantId,
    key: await createKey(tenantId),
    createKey,
    fetch: (path, { key, headers, ...init } = {}) =>
      fetch(new URL(path, api.url), {
        redirect: 'manual',
        ...init,
        headers: { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...headers },
      }),
    async listBlobFiles() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    },
    openAnother: (hangUpGrace) => open({}, hangUpGrace),
    async restart() {
      const port = Number(new URL(api.url).port);
      await api.close();
      api = await open({ port });
    },
    async close() {
      await api.close();
      await web.close();
      await db.close();
      await rm(folder, { recursive: true });
    },
  };
}

export const standardConfig: ApiOptions['config'] = {
  host: '127.0.0.1',
  port: 0,
  engine: 'scripted',
  model: 'default',
  modelsDirectory: '/nowhere',
  maxFileSize: 10_000_000,
  maxDuration: 3600,
  rateLimitPerMinute: 100_000,
  corsOrigins: [],
  rpc: {
    services: ['media', 'system'],
    concurrency: 10,
    timeout: 10,
    longestTimeout: 60,
    largestMessage: 100_000,
  },
  sharedRoot: undefined,
  foreignTenant: undefined,
  uploadSessionLifetime: 3600,
  retention: { audioDays: null, transcriptDays: 365, taskDays: null },
  trustProxy: false,
  language: 'en',
};

/** The start of a WAV file, and as many bytes behind it: what the door takes for a recording. */
export function makeRecording(bytes = 5_000): Buffer<ArrayBuffer> {
  const wav = Buffer.alloc(bytes);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(bytes - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  for (let index = 44; index < bytes; index += 1) wav[index] = (index * 7) & 0xff;
  return wav;
}

/** Runs `work` and says how many recordings and files it left behind. */
export async function measureLeftovers(
  door: TestApi,
  work: () => Promise<void>,
): Promise<{ rows: number; files: number }> {
  const count = async () => ({
    rows: (await door.db.query('select 1 from recordings')).length,
    files: (await door.listBlobFiles()).length,
  });
  const before = await count();
  await work();
  const after = await count();
  return { rows: after.rows - before.rows, files: after.files - before.files };
}
