import { totalmem } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { EfirError } from '../core/errors.ts';
import { listCatalogueNames } from '../models/catalogue.ts';
import { findLanguage, loadConfig } from './config.ts';
import { settings } from './settings.ts';
import { writeExample } from './write-example.ts';

const read = (environment: Record<string, string>) => loadConfig({ HOME: '/home/someone', ...environment });

function catchError(work: () => unknown): EfirError {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof EfirError) return thrown;
  }
  throw new Error('nothing was thrown');
}

describe('settings', () => {
  test('knows folders by their whole path, however they were given', () => {
    const config = read({ EFIR_DATA_DIR: 'talks', EFIR_MODELS_DIR: '../models' });
    expect(config.dataDirectory).toBe(join(process.cwd(), 'talks'));
    expect(config.blobUrl).toBe(pathToFileURL(join(process.cwd(), 'talks/recordings')).href);
    expect(config.modelsDirectory).toBe(join(process.cwd(), '../models'));
  });

  test('have standards that are accepted', () => {
    const config = read({ EFIR_DATA_DIR: '/data' });
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      maxFileSize: 2e9,
      maxDuration: 43_200,
      taskLease: 30,
    });
    expect(config.blobUrl).toBe('file:///data/recordings');
    expect(config.modelsDirectory).toBe('/data/models');
    expect(config.databaseUrl).toBeUndefined();
  });

  test('of an identity provider belong together', () => {
    const whole = { OIDC_ISSUER: 'https://id.example/x', OIDC_CLIENT_ID: 'efir', OIDC_CLIENT_SECRET: 's' };
    expect(read({}).oidc).toBeUndefined();
    expect(read({ ...whole, OIDC_DOMAINS: 'Example.com, b.example' }).oidc).toMatchObject({
      ...{ name: 'id.example', rank: 'member', domains: ['example.com', 'b.example'], tenant: undefined },
    });
    for (const name of Object.keys(whole))
      expect(catchError(() => read({ ...whole, [name]: '' })).args).toMatchObject({ name });
    expect(catchError(() => read({ ...whole, OIDC_DOMAINS: 'a@b' })).args).toMatchObject({
      name: 'OIDC_DOMAINS',
    });
  });

  test('read sizes, durations, flags and lists', () => {
    const config = read({
      MAX_FILE_SIZE: '1.5GiB',
      MAX_DURATION: '90m',
      TRUST_PROXY: 'true',
      CORS_ORIGINS: 'https://a.example, https://b.example',
    });
    expect(config).toMatchObject({ maxFileSize: 1.5 * 2 ** 30, maxDuration: 5400, trustProxy: true });
    expect(config.corsOrigins).toEqual(['https://a.example', 'https://b.example']);
    expect(read({ MAX_FILE_SIZE: '500 MB' }).maxFileSize).toBe(5e8);
    expect(read({ MAX_FILE_SIZE: '1000' }).maxFileSize).toBe(1000);
  });

  test.each([
    ['PORT', '70000'],
    ['MAX_FILE_SIZE', 'big'],
    ['MAX_DURATION', '12'],
    ['TRUST_PROXY', 'yes'],
    ['EFIR_ENGINE', 'magic'],
    ['DATABASE_URL', 'mysql://x'],
    ['BROKER_URL', 'kafka://x'],
    ['BLOB_URL', 'file://srv/recordings'],
    ['RABBITMQ_HOST', 'user@host'],
    ['RABBITMQ_PORT', '0'],
    ['RABBITMQ_RPC_QUEUE', 'q'.repeat(256)],
    ['TRANSCRIBE_SERVER_URL', 'ftp://x'],
    ['TRANSCRIBE_SERVER_URL', 'http://one:8002,two'],
    ['TRANSCRIBE_SERVER_URL', 'http://name:secret@one:8002'],
    ['TRANSCRIBE_SERVER_URL', ','],
    ['OPENAI_COMPATIBLE_URL', 'nonsense'],
    ['OPENAI_COMPATIBLE_URL', 'http://localhost:99999'],
    ['BLOB_URL', 'nonsense'],
    ['TRANSCRIBE_SERVER_KEY', 'short'],
    ['WEBHOOK_PRIVATE_HOSTS', 'http://hooks.internal/'],
    ['WEBHOOK_PRIVATE_HOSTS', '10.0.0.0/33'],
    ['WEBHOOK_PRIVATE_HOSTS', 'hooks.internal/8'],
    ['TRANSCRIBE_SERVER_TENANT', 'first'],
    ['TRANSCRIBE_SERVER_QUEUE', '0'],
    ['WHISPER_MODEL', 'huge'],
    ['WHISPER_DEVICE', 'tpu'],
    ['SPEECH_DEVICE', 'gpu'],
    ['WHISPER_COMPUTE_TYPE', 'int4'],
    ['MODEL_MEMORY', 'much'],
    ['MODEL_IDLE', '15'],
    ['WORKER_SLOTS', '65'],
    ['WHISPER_FAST_MODE', '1'],
  ])('refuse %s=%s and say what is accepted', (name, value) => {
    const error = catchError(() => read({ [name]: value }));
    expect(error.code).toBe('setting-invalid');
    expect(error.args['name']).toBe(name);
    expect(error.args['accepts']).not.toBe('');
  });

  test('take the names that Whisper servers know, after our own', () => {
    const whisper = { WHISPER_MODEL: 'medium', WHISPER_DEVICE: 'cpu', WHISPER_COMPUTE_TYPE: 'int8' };
    expect(read(whisper)).toMatchObject({ model: 'whisper-medium', preferFast: false });
    expect(read({ WHISPER_FAST_MODE: 'true' }).preferFast).toBe(true);
    expect(read({ ...whisper, EFIR_MODEL: 'gigaam-v3-ctc' }).model).toBe('gigaam-v3-ctc');
    expect(read({ ...whisper, EFIR_MODEL: '' }).model).toBe('whisper-medium');
    for (const name of ['tiny', 'base', 'small', 'large', 'large-v3', 'turbo', 'large-v3-turbo'])
      expect(listCatalogueNames()).toContain(read({ WHISPER_MODEL: name }).model);
  });

  test('name a server that speaks OpenAI’s audio API, and no password in its address', () => {
    expect(read({ OPENAI_COMPATIBLE_KEY: 'sk-1' }).openaiCompatible).toBeUndefined();
    const given = { OPENAI_COMPATIBLE_URL: 'https://api.example.com/v1', OPENAI_COMPATIBLE_KEY: 'sk-1' };
    expect(read(given).openaiCompatible).toEqual({
      url: 'https://api.example.com/v1',
      key: 'sk-1',
      model: 'whisper-1',
    });
    const wrong = catchError(() => read({ OPENAI_COMPATIBLE_URL: 'https://user:secret@host' }));
    expect(JSON.stringify(wrong.toRecord())).not.toContain('secret');
    expect(
      JSON.stringify(catchError(() => read({ OPENAI_COMPATIBLE_KEY: 'sk 1' })).toRecord()),
    ).not.toContain('sk 1');
  });

  test('say where and how models count, by our names or by those of Whisper servers', () => {
    expect(read({})).toMatchObject({ device: 'auto', computeType: undefined });
    expect(read({ WHISPER_DEVICE: 'cuda', WHISPER_COMPUTE_TYPE: 'float16' })).toMatchObject({
      device: 'cuda',
      computeType: 'float',
    });
    expect(read({ WHISPER_DEVICE: 'cuda', SPEECH_DEVICE: 'cpu' }).device).toBe('cpu');
    expect(read({ WHISPER_COMPUTE_TYPE: 'int8_float16' }).computeType).toBe('int8');
  });

  test('know what share of the machine models and recordings may have', () => {
    const { modelMegabytes, modelIdle, workerSlots } = read({});
    expect(modelMegabytes).toBeGreaterThan(0);
    expect(modelMegabytes).toBeLessThanOrEqual((totalmem() * 0.8) / 1e6);
    expect(modelIdle).toBe(900);
    expect(workerSlots).toBeGreaterThanOrEqual(4);
    const given = { MODEL_MEMORY: '2GB', MODEL_IDLE: '0s', WORKER_SLOTS: '1' };
    expect(read(given)).toMatchObject({ modelMegabytes: 2000, modelIdle: 0, workerSlots: 1 });
  });

  test('route languages to models and engines', () => {
    expect(read({}).routes).toEqual({});
    const routes = read({ SPEECH_ROUTES: 'ru=gigaam-v3-ctc, EN = moonshine-base-en,*=whisper-cpp,' }).routes;
    expect(routes).toEqual({ ru: 'gigaam-v3-ctc', en: 'moonshine-base-en', '*': 'whisper-cpp' });
  });

  test.each([
    ['ru', 'ru'],
    ['en=x,ru=', 'ru='],
    ['en=x,qq=y', 'qq=y'],
    ['en=x,en=y', 'en=y'],
    ['russian=x', 'russian=x'],
    ['en=../x', 'en=../x'],
  ])('refuse the route %s and name the wrong entry', (line, entry) => {
    const error = catchError(() => read({ SPEECH_ROUTES: line }));
    expect(error).toMatchObject({ code: 'setting-invalid', args: { name: 'SPEECH_ROUTES', value: entry } });
  });

  test('read one transcription server or several', () => {
    expect(read({}).transcribeServers).toEqual([]);
    const several = read({ TRANSCRIBE_SERVER_URL: 'http://one:8002, https://two/efir' });
    expect(several.transcribeServers).toEqual(['http://one:8002', 'https://two/efir']);
  });

  test('find RabbitMQ by a URL or by its parts, for tasks and for calls', () => {
    expect(read({})).toMatchObject({
      brokerUrl: 'inprocess:',
      rabbitmqUrl: undefined,
      rpcQueue: 'rpc_queue',
    });
    const url = 'amqps://efir:secret@rabbit/efir';
    expect(read({ BROKER_URL: url, RABBITMQ_HOST: 'other' })).toMatchObject({
      brokerUrl: url,
      rabbitmqUrl: url,
    });
    const guest = 'amqp://guest:guest@rabbit:5672';
    expect(read({ RABBITMQ_HOST: 'rabbit' })).toMatchObject({ brokerUrl: guest, rabbitmqUrl: guest });
    const parts = {
      RABBITMQ_HOST: '::1',
      RABBITMQ_PORT: '5673',
      RABBITMQ_USER: 'a',
      RABBITMQ_PASSWORD: 'b@c/d',
    };
    expect(read(parts).brokerUrl).toBe('amqp://a:b%40c%2Fd@[::1]:5673');
    expect(read({ ...parts, BROKER_URL: 'redis://x' })).toMatchObject({
      brokerUrl: 'redis://x',
      rabbitmqUrl: 'amqp://a:b%40c%2Fd@[::1]:5673',
    });
  });

  test('read hosts that webhooks may call', () => {
    const hosts = ['hooks.internal', '127.0.0.1', '[::1]', '10.0.0.0/8', 'fd00::/8'];
    expect(read({ WEBHOOK_PRIVATE_HOSTS: hosts.join(', ') }).webhookPrivateHosts).toEqual(hosts);
    expect(read({}).webhookPrivateHosts).toEqual([]);
  });

  test('keep a secret out of the error', () => {
    const error = catchError(() => read({ DATABASE_URL: 'postgress://efir:secret@host/db' }));
    expect(JSON.stringify(error)).not.toContain('secret');
    expect(error.message).not.toContain('secret');
  });

  test('refuse a name that does not exist', () => {
    expect(catchError(() => read({ EFIR_ENGIN: 'auto' })).code).toBe('setting-unknown');
  });

  test('take an empty value for none', () => {
    expect(read({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 8080, databaseUrl: undefined });
  });

  test('hand no secret to child processes', () => {
    const { childEnvironment } = read({
      PATH: '/bin',
      NODE_COMPILE_CACHE: '/cache',
      EFIR_API_KEY: 'key',
      DATABASE_URL: 'postgres://a:b@c/d',
    });
    expect(childEnvironment).toEqual({
      HOME: '/home/someone',
      NODE_COMPILE_CACHE: '/cache',
      PATH: '/bin',
    });
  });

  test('find the language of messages', () => {
    expect(findLanguage({ LANG: 'ru_RU.UTF-8' })).toBe('ru');
    expect(findLanguage({ LC_ALL: 'C', LANG: 'ru_RU' })).toBe('en');
    expect(findLanguage({ EFIR_LANG: 'en', LANG: 'ru_RU' })).toBe('en');
    expect(read({ LANG: 'ru_RU' }).language).toBe('ru');
  });

  test('are all in the example', () => {
    const example = writeExample();
    expect(example).toContain('#PORT=8080');
    expect(example.match(/^#[A-Z_]+=/gm)).toHaveLength(Object.keys(settings).length);
    expect(Math.max(...example.split('\n').map((line) => line.length))).toBeLessThan(130);
  });
});
