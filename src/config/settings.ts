import { z } from 'zod';
import { readCrashPoint } from '../core/crash-points.ts';
import { chatSettings } from './chat-settings.ts';
import { identitySettings } from './identity-settings.ts';
import {
  days,
  daysWords,
  duration,
  durationWords,
  flag,
  hasPlace,
  isHostOrBlock,
  list,
  optional,
  servers,
  setting,
  size,
  sizeWords,
  text,
  url,
  whole,
} from './setting.ts';
import { speechSettings } from './speech-settings.ts';

/**
 * Every setting of Efir: its name in the environment, what it accepts, and a line for `.env.example`, which is
 * generated from here. Nothing else in the program reads the environment.
 */
export const settings = {
  // Where things are
  DATABASE_URL: optional({
    accepts: 'a postgres:// URL',
    about: 'PostgreSQL server to use; without it Efir runs its own. Give the application role, not the owner',
    schema: url('postgres', 'postgresql'),
  }),
  DATABASE_MIGRATION_URL: optional({
    accepts: 'a postgres:// URL',
    about: 'Role that may create tables and roles, used by `efir migrate` only (and by `efir up`, when set)',
    schema: url('postgres', 'postgresql'),
  }),
  BROKER_URL: setting({
    accepts:
      'inprocess:, or a URL of redis://, rediss:// (TLS), redis+unix://localhost/path, amqp:// or amqps://',
    about: 'What carries tasks to workers, also to other processes unless in-process; see also RABBITMQ_HOST',
    schema: url('inprocess', 'redis', 'rediss', 'redis+unix', 'amqp', 'amqps').refine(hasPlace),
    standard: 'inprocess:',
  }),
  RABBITMQ_HOST: optional({
    accepts: 'a host name or address',
    about: 'RabbitMQ by its parts instead of by a URL: carries tasks unless BROKER_URL is set, and calls',
    schema: z.string().regex(/^[\w.:-]+$/),
  }),
  RABBITMQ_PORT: setting({
    accepts: 'a port, 1 to 65535',
    about: 'Port of RABBITMQ_HOST',
    schema: whole(1, 65_535),
    standard: '5672',
  }),
  RABBITMQ_USER: setting({
    accepts: 'a name',
    about: 'User at RABBITMQ_HOST; guest may connect from its own machine only',
    schema: text,
    standard: 'guest',
  }),
  RABBITMQ_PASSWORD: setting({
    accepts: 'a password',
    about: 'Password of RABBITMQ_USER',
    schema: text,
    standard: 'guest',
  }),
  RABBITMQ_RPC_QUEUE: setting({
    accepts: 'the name of a queue, up to 255 bytes',
    about: 'Queue from which JSON-RPC calls are taken',
    schema: z.string().refine((name) => name !== '' && Buffer.byteLength(name) <= 255),
    standard: 'rpc_queue',
  }),
  BLOB_URL: optional({
    accepts: 'a file:///folder URL',
    about: 'Where recordings are kept; without it, below the data directory',
    // Two slashes instead of three make the first folder a host.
    schema: url('file').refine((value) => new URL(value).host === ''),
  }),
  EFIR_DATA_DIR: optional({
    accepts: 'a folder',
    about: 'Database, recordings, models; default: /var/lib/efir for root, ~/.local/share/efir for others',
    schema: text,
  }),
  EFIR_MODELS_DIR: optional({
    accepts: 'a folder',
    about: 'Speech models, one folder each; default: models below the data directory',
    schema: text,
  }),

  // Doors
  HOST: setting({
    accepts: 'an address to listen at',
    about: 'Address that HTTP listens at; 0.0.0.0 to serve other machines',
    schema: text,
    standard: '127.0.0.1',
  }),
  PORT: setting({
    accepts: 'a port, 0 to 65535 (0: any free one)',
    about: 'Port of the api; coordinator and worker alone answer health and metrics at +1 and +2',
    schema: whole(0, 65_535),
    standard: '8080',
  }),
  MAX_FILE_SIZE: setting({
    accepts: sizeWords,
    about: 'Largest recording taken in',
    schema: size,
    standard: '2GB',
  }),
  MAX_DURATION: setting({
    accepts: durationWords,
    about: 'Longest recording transcribed',
    schema: duration,
    standard: '12h',
  }),
  RATE_LIMIT_PER_MINUTE: setting({
    accepts: 'a whole number from 1',
    about: 'HTTP requests per tenant and minute',
    schema: whole(1),
    standard: '600',
  }),
  CORS_ORIGINS: setting({
    accepts: 'origins separated by commas, or *',
    about: 'Web origins that may call the API from a browser',
    schema: list,
    standard: '',
  }),
  WEBHOOK_PRIVATE_HOSTS: setting({
    accepts: 'host names, addresses or blocks such as 10.0.0.0/8, separated by commas',
    about: 'What webhooks and callbacks may call although it is in a private network',
    schema: list.refine((hosts) => hosts.every(isHostOrBlock)),
    standard: '',
  }),
  TRUST_PROXY: setting({
    accepts: 'true or false',
    about: 'Believe X-Forwarded-* headers: only behind a proxy of your own',
    schema: flag,
    standard: 'false',
  }),

  // The transcription server
  TRANSCRIBE_SERVER_PORT: optional({
    accepts: 'a port, 0 to 65535 (0: any free one)',
    about:
      'Port of `efir transcribe-server`, 8002 unless given; when it is given, `efir up` opens that door, too',
    schema: whole(0, 65_535),
  }),
  TRANSCRIBE_SERVER_KEY: optional({
    accepts: 'a key of 16 to 500 characters without blanks',
    about:
      'Key that the transcription server asks for; without one it listens on this machine only. Also shown to the servers of TRANSCRIBE_SERVER_URL',
    schema: z.string().regex(/^[\x21-\x7e]{16,500}$/),
  }),
  TRANSCRIBE_SERVER_TENANT: optional({
    accepts: 'the id of a tenant',
    about: 'Tenant whose recordings come in through the transcription server; the first one unless given',
    schema: z.uuid(),
  }),
  TRANSCRIBE_SERVER_QUEUE: setting({
    accepts: 'a whole number, 1 to 10000',
    about: 'Recordings that wait at a transcription server; beyond that it answers 429 with Retry-After',
    schema: whole(1, 10_000),
    standard: '64',
  }),
  TRANSCRIBE_SERVER_RESULTS: optional({
    accepts: 'a folder',
    about:
      'Where the transcription server writes JOB_ID.json and JOB_ID.txt; default: transcribe-server below the data directory',
    schema: text,
  }),
  TRANSCRIBE_SERVER_KEEP: setting({
    accepts: durationWords,
    about: 'How long the transcription server keeps those files',
    schema: duration,
    standard: '7d',
  }),
  TRANSCRIBE_SERVER_URL: optional({
    accepts: 'http:// or https:// addresses separated by commas',
    about:
      'Transcription servers (`efir transcribe-server --stateless`) that recognise for this installation',
    schema: servers,
  }),

  // JSON-RPC
  RPC_SERVICES: setting({
    accepts: 'names of services, separated by commas',
    about: 'Services that programs may call over RabbitMQ and at POST /rpc; none: an empty list (,)',
    schema: list,
    standard: 'media,system',
  }),
  RPC_CONCURRENCY: setting({
    accepts: 'a whole number, 1 to 1000',
    about: 'Messages that one process has in work at once',
    schema: whole(1, 1000),
    standard: '20',
  }),
  RPC_TIMEOUT: setting({
    accepts: durationWords,
    about: 'Time of a call that does not say how long it may take',
    schema: duration,
    standard: '30s',
  }),
  RPC_TIMEOUT_LIMIT: setting({
    accepts: durationWords,
    about: 'Longest time that a call may ask for',
    schema: duration,
    standard: '1h',
  }),
  RPC_MESSAGE_SIZE: setting({
    accepts: sizeWords,
    about: 'Largest message taken in; recordings go to POST /files/upload',
    schema: size,
    standard: '1MB',
  }),
  UPLOAD_SESSION_LIFETIME: setting({
    accepts: durationWords,
    about: 'How long what was sent to POST /files/upload is kept after the last use of its session',
    schema: duration,
    standard: '24h',
  }),
  STREAM_CHECK: setting({
    accepts: durationWords,
    about: 'How soon at the latest live events end for whoever was signed out or lost access',
    schema: duration,
    standard: '5s',
  }),

  ...chatSettings,

  ...identitySettings,

  ...speechSettings,

  // Work
  TASK_LEASE: setting({
    accepts: durationWords,
    about: 'A task is given to another worker when nothing is heard for this long',
    schema: duration,
    standard: '30s',
  }),
  TENANT_MAX_RUNNING: setting({
    accepts: 'a whole number from 0 (0: no limit)',
    about: 'Tasks that one tenant has in work at once, unless the tenant has a limit of its own',
    schema: whole(0),
    standard: '0',
  }),
  FOREIGN_WORKER_SLOTS: setting({
    accepts: 'a whole number from 0',
    about: "Tasks handed out at once to other programs' workers, which do not say what they can take",
    schema: whole(0),
    standard: '0',
  }),
  SHARED_ROOT: optional({
    accepts: 'a folder, as an absolute path',
    about: "Folder shared with other programs: their tasks' audio lies below it; without it none are taken",
    schema: z.string().startsWith('/'),
  }),
  FOREIGN_TENANT: optional({
    accepts: 'the id of a tenant',
    about: "Tenant that other programs' tasks belong to; default: the first tenant",
    schema: z.uuid(),
  }),

  // What is kept
  RETENTION_AUDIO: optional({
    accepts: daysWords,
    about:
      'Days for which recordings are kept after their end, unless the tenant decided; without it for ever',
    schema: days,
  }),
  RETENTION_TRANSCRIPTS: optional({
    accepts: daysWords,
    about: 'The same for transcripts',
    schema: days,
  }),
  RETENTION_TASKS: optional({
    accepts: daysWords,
    about: 'The same for finished tasks with their attempts, and the events of their recordings',
    schema: days,
  }),
  SWEEP_MEND: setting({
    accepts: 'true or false',
    about: 'Whether the daily sweep deletes blobs without a recording, and marks recordings without a blob',
    schema: flag,
    standard: 'false',
  }),

  // What is told
  LOG_LEVEL: setting({
    accepts: 'trace, debug, info, warn, error, fatal or silent',
    about: 'Least severe log line written',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    standard: 'info',
  }),
  LOG_FORMAT: setting({
    accepts: 'auto, json or pretty',
    about: 'Log lines; auto: readable on a terminal, JSON otherwise',
    schema: z.enum(['auto', 'json', 'pretty']),
    standard: 'auto',
  }),
  EFIR_LANG: setting({
    accepts: 'auto, en or ru',
    about: 'Language of messages; auto: as the system says',
    schema: z.enum(['auto', 'en', 'ru']),
    standard: 'auto',
  }),

  // For tests of Efir itself
  EFIR_CRASH_POINT: optional({
    accepts: 'a crash point, or point:times',
    about: 'For tests only: ends the process as kill -9 does, at the named place between two steps',
    schema: z.string().transform((text, context) => {
      const point = readCrashPoint(text);
      if (!point) context.addIssue({ code: 'custom', message: 'no such crash point' });
      return point ?? z.NEVER;
    }),
  }),

  // The command line as a client
  EFIR_SERVER: optional({
    accepts: 'an http:// or https:// URL',
    about: 'Server for `efir transcribe` when --server is not given',
    schema: url('http', 'https'),
  }),
  EFIR_API_KEY: optional({ accepts: 'an API key', about: 'Key for --server', schema: text }),
} as const;

export type SettingName = keyof typeof settings;
