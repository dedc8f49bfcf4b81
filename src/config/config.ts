import { isIPv6 } from 'node:net';
import { availableParallelism, homedir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { z } from 'zod';
import { EfirError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import { identitySettings } from './identity-settings.ts';
import type { Setting } from './setting.ts';
import { type SettingName, settings } from './settings.ts';

type Values = {
  readonly [Name in SettingName]: (typeof settings)[Name] extends Setting<infer Value>
    ? (typeof settings)[Name] extends { standard: string }
      ? Value
      : Value | undefined
    : never;
};

/** The typed settings, with everything derived that more than one reader would derive. */
export type Config = ReturnType<typeof deriveConfig>;

/**
 * Reads the environment. Throws `setting-invalid` (name, value, accepted) for the first wrong value and
 * `setting-unknown` for an EFIR_ name that does not exist: a mistyped setting must not be silently without effect.
 * `instead`: settings that a command decides; an empty one is as good as none.
 */
export function loadConfig(
  given: NodeJS.ProcessEnv = process.env,
  instead: Partial<Record<SettingName, string>> = {},
): Config {
  const environment: NodeJS.ProcessEnv = { ...given, ...instead };
  rejectUnknown(environment);
  const values = Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [
      name,
      readSetting(name, setting as Setting<unknown>, environment[name]),
    ]),
  );
  return deriveConfig(values as unknown as Values, environment);
}

/** The language of messages, also where another setting is wrong and `loadConfig` throws. */
export function findLanguage(environment: NodeJS.ProcessEnv = process.env): 'en' | 'ru' {
  const given = environment['EFIR_LANG'];
  return given === 'en' || given === 'ru' ? given : systemLanguage(environment);
}

/** Whether a terminal can redraw a line. */
export function canRedraw(environment: NodeJS.ProcessEnv = process.env): boolean {
  return environment['TERM'] !== 'dumb';
}

function readSetting(name: string, setting: Setting<unknown>, given: string | undefined): unknown {
  const raw = given === undefined || given === '' ? setting.standard : given;
  if (raw === undefined) return undefined;
  const parsed = setting.schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw new EfirError('setting-invalid', {
    name,
    value: isSecret(name) ? '…' : findWrongPart(parsed.error, raw),
    accepts: setting.accepts,
  });
}

/** Of a list the entry that is wrong, where its setting tells. */
function findWrongPart({ issues }: z.ZodError, raw: string): string {
  const part = issues.map((issue) => (issue.code === 'custom' ? issue.params?.['entry'] : undefined))[0];
  return typeof part === 'string' ? part : raw;
}

function rejectUnknown(environment: NodeJS.ProcessEnv): void {
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith('EFIR_') && !Object.hasOwn(settings, name),
  );
  if (unknown !== undefined) throw new EfirError('setting-unknown', { name: unknown });
}

function isSecret(name: string): boolean {
  return (
    /_(KEY|PASSWORD|TOKEN|SECRET)$/.test(name) ||
    name.startsWith('DATABASE_') ||
    ['BROKER_URL', 'TRANSCRIBE_SERVER_URL', 'OPENAI_COMPATIBLE_URL'].includes(name)
  );
}

function deriveConfig(values: Values, environment: NodeJS.ProcessEnv) {
  // What we start works in other folders: a path holds in all of them.
  const dataDirectory = resolve(values.EFIR_DATA_DIR ?? standardDataDirectory(environment));
  const rabbitmqUrl = findRabbitmq(values);
  return Object.freeze({
    databaseUrl: values.DATABASE_URL,
    databaseMigrationUrl: values.DATABASE_MIGRATION_URL,
    brokerUrl: environment['BROKER_URL'] ? values.BROKER_URL : (rabbitmqUrl ?? values.BROKER_URL),
    /** Where JSON-RPC calls come in, whatever carries tasks. */
    rabbitmqUrl,
    rpcQueue: values.RABBITMQ_RPC_QUEUE,
    blobUrl: values.BLOB_URL ?? pathToFileURL(join(dataDirectory, 'recordings')).href,
    dataDirectory,
    /** Somebody chose it: a wrong one is no reason to do without. */
    dataDirectoryChosen: values.EFIR_DATA_DIR !== undefined,
    modelsDirectory: resolve(values.EFIR_MODELS_DIR ?? join(dataDirectory, 'models')),
    host: values.HOST,
    port: values.PORT,
    maxFileSize: values.MAX_FILE_SIZE,
    maxDuration: values.MAX_DURATION,
    rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
    corsOrigins: values.CORS_ORIGINS,
    webhookPrivateHosts: values.WEBHOOK_PRIVATE_HOSTS,
    trustProxy: values.TRUST_PROXY,
    rpc: {
      services: values.RPC_SERVICES,
      concurrency: values.RPC_CONCURRENCY,
      timeout: values.RPC_TIMEOUT,
      longestTimeout: values.RPC_TIMEOUT_LIMIT,
      largestMessage: values.RPC_MESSAGE_SIZE,
    },
    uploadSessionLifetime: values.UPLOAD_SESSION_LIFETIME,
    streamCheck: values.STREAM_CHECK,
    ...deriveChats(values),
    oidc: deriveOidc(values),
    ...deriveSpeech(values, environment),
    transcribeServerPort: values.TRANSCRIBE_SERVER_PORT,
    transcribeServerKey: values.TRANSCRIBE_SERVER_KEY,
    transcribeServerTenant: values.TRANSCRIBE_SERVER_TENANT,
    transcribeServerQueue: values.TRANSCRIBE_SERVER_QUEUE,
    transcribeServerResults: values.TRANSCRIBE_SERVER_RESULTS ?? join(dataDirectory, 'transcribe-server'),
    transcribeServerKeep: values.TRANSCRIBE_SERVER_KEEP,
    systemInstalls: values.SYSTEM_INSTALLS,
    taskLease: values.TASK_LEASE,
    tenantMaxRunning: values.TENANT_MAX_RUNNING,
    foreignWorkerSlots: values.FOREIGN_WORKER_SLOTS,
    sharedRoot: values.SHARED_ROOT,
    foreignTenant: values.FOREIGN_TENANT as TenantId | undefined,
    crashPoint: values.EFIR_CRASH_POINT,
    /** Days; null: for ever. */
    retention: {
      audioDays: values.RETENTION_AUDIO ?? null,
      transcriptDays: values.RETENTION_TRANSCRIPTS ?? null,
      taskDays: values.RETENTION_TASKS ?? null,
    },
    sweepMend: values.SWEEP_MEND,
    logLevel: values.LOG_LEVEL,
    logFormat: values.LOG_FORMAT,
    language: values.EFIR_LANG === 'auto' ? systemLanguage(environment) : values.EFIR_LANG,
    server: values.EFIR_SERVER,
    apiKey: values.EFIR_API_KEY,
    /** For children: what a host or a tool needs to run, and no secret. */
    childEnvironment: pickChildEnvironment(environment),
    /** For npm when it brings a model: with the person's registry and proxy. */
    npmEnvironment: { ...pickChildEnvironment(environment), ...pickNpmSettings(environment) },
  });
}

/** What recognises, and what it may use of the machine. */
function deriveSpeech(values: Values, environment: NodeJS.ProcessEnv) {
  return {
    engine: values.EFIR_ENGINE,
    model: environment['EFIR_MODEL'] ? values.EFIR_MODEL : (values.WHISPER_MODEL ?? values.EFIR_MODEL),
    routes: values.SPEECH_ROUTES,
    preferFast: values.WHISPER_FAST_MODE,
    transcribeServers: values.TRANSCRIBE_SERVER_URL ?? [],
    whisperCppServer: values.WHISPER_CPP_SERVER,
    openaiCompatible: values.OPENAI_COMPATIBLE_URL
      ? {
          url: values.OPENAI_COMPATIBLE_URL,
          key: values.OPENAI_COMPATIBLE_KEY,
          model: values.OPENAI_COMPATIBLE_MODEL,
        }
      : undefined,
    speechDetector: values.SPEECH_DETECTOR,
    diarizer: values.DIARIZER,
    engineThreads: values.ENGINE_THREADS,
    workerSlots: values.WORKER_SLOTS || Math.max(4, 2 * availableParallelism()),
    /** For all models of one process together. */
    modelMegabytes: Math.floor((values.MODEL_MEMORY ?? measureMemory() * 0.8) / 1e6),
    modelIdle: values.MODEL_IDLE,
    device: environment['SPEECH_DEVICE']
      ? values.SPEECH_DEVICE
      : (values.WHISPER_DEVICE ?? values.SPEECH_DEVICE),
    computeType: values.WHISPER_COMPUTE_TYPE,
    scriptedCpuSeconds: values.SCRIPTED_CPU_SECONDS,
    modelDownloads: values.MODEL_DOWNLOADS,
    modelSource: values.MODEL_SOURCE.replace(/\/+$/, ''),
  };
}

function findRabbitmq(values: Values): string | undefined {
  if (/^amqps?:/.test(values.BROKER_URL)) return values.BROKER_URL;
  if (values.RABBITMQ_HOST === undefined) return undefined;
  const host = isIPv6(values.RABBITMQ_HOST) ? `[${values.RABBITMQ_HOST}]` : values.RABBITMQ_HOST;
  const [user, password] = [values.RABBITMQ_USER, values.RABBITMQ_PASSWORD].map(encodeURIComponent);
  return `amqp://${user}:${password}@${host}:${values.RABBITMQ_PORT}`;
}

function standardDataDirectory(environment: NodeJS.ProcessEnv): string {
  if (process.getuid?.() === 0) return '/var/lib/efir';
  return join(environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'efir');
}

/** Bytes: the machine's, or less where a container or a service is limited to less. */
function measureMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

function systemLanguage(environment: NodeJS.ProcessEnv): 'en' | 'ru' {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return locale.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}

function pickChildEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'NODE_COMPILE_CACHE', 'NODE_V8_COVERAGE'];
  return Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
}

function pickNpmSettings(environment: NodeJS.ProcessEnv): Record<string, string> {
  const isOfNpm = (name: string) => /^npm_config_|^(https?|no)_proxy$|^NODE_EXTRA_CA_CERTS$/i.test(name);
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value && isOfNpm(name) ? [[name, value]] : [])),
  );
}

function deriveChats(values: Values) {
  return {
    publicUrl: values.PUBLIC_URL,
    telegramSandboxPort: values.TELEGRAM_SANDBOX_PORT,
    /** Present when there is a token. */
    telegram:
      values.TELEGRAM_BOT_TOKEN === undefined
        ? undefined
        : {
            token: values.TELEGRAM_BOT_TOKEN,
            tenant: values.TELEGRAM_TENANT as TenantId | undefined,
            apiUrl: values.TELEGRAM_API_URL,
            localFiles: values.TELEGRAM_LOCAL_FILES,
            webhookUrl: values.TELEGRAM_WEBHOOK_URL,
            webhookSecret: values.TELEGRAM_WEBHOOK_SECRET,
            port: values.TELEGRAM_PORT,
            /** Ids, and names with `@`; undefined: everybody. */
            allowed: values.TELEGRAM_ALLOWED,
            /** Seconds of sound within 24 hours. */
            userQuota: values.TELEGRAM_USER_QUOTA,
            tenantQuota: values.TELEGRAM_TENANT_QUOTA,
            drafts: values.TELEGRAM_DRAFTS,
          },
  };
}

/** Sign-in by an identity provider: what belongs to it is set whole, or not at all. */
function deriveOidc(values: Values) {
  const { OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_ISSUER: issuer } = values;
  const missing = Object.entries({
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
  }).filter(([, value]) => value === undefined);
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    const [name] = missing[0] ?? [];
    if (missing.length === 3 || name === undefined) return undefined;
    throw new EfirError('setting-invalid', {
      name,
      value: '',
      accepts: identitySettings[name as 'OIDC_ISSUER'].accepts,
    });
  }
  return {
    issuer,
    clientId,
    clientSecret,
    name: values.OIDC_NAME ?? new URL(issuer).host,
    domains: values.OIDC_DOMAINS,
    rank: values.OIDC_RANK,
    tenant: values.OIDC_TENANT as TenantId | undefined,
  };
}
