import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi } from '../../../../test/support/api.ts';
import { redisProgram } from '../../../../test/support/broker-server.ts';
import { runCli } from '../../../../test/support/command.ts';
import { createTestDatabase } from '../../../../test/support/database.ts';
import { describeOverServer } from '../../../../test/support/describe-over-server.ts';
import { startRedis } from '../../../../test/support/redis.ts';
import { startTestServer } from '../../../../test/support/transcribe-server.ts';
import { pinModel } from '../../../models/lock-file.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-doctor-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function doctor(environment: Record<string, string> = {}, ...argv: string[]) {
  const standard = { EFIR_DATA_DIR: join(folder, 'data'), EFIR_ENGINE: 'scripted', PORT: '0' };
  return runCli(['doctor', ...argv], { environment: { ...standard, ...environment } });
}

describe('efir doctor', () => {
  test('looks at everything and changes nothing', async () => {
    const { exit, stdout } = await doctor();
    expect(exit).toBe(0);
    for (const line of [
      '✓ Node.js',
      '✓ settings',
      '✓ ffmpeg',
      '✓ data directory',
      '✓ speech engine scripted',
      '✓ port',
    ]) {
      expect(stdout).toContain(line);
    }
    expect(stdout).toContain('Everything that is needed is there.');
  });

  test('gives the same as JSON', async () => {
    const { stdout } = await doctor({}, '--json');
    const findings = JSON.parse(stdout) as { name: string; state: string }[];
    expect(findings.map(({ name }) => name)).toEqual([
      'node',
      'settings',
      'ffmpeg',
      'prlimit',
      'data-directory',
      'disk',
      'database',
      'broker',
      'engine',
      'languages',
      'speech-detector',
      'diarizer',
      'language-identifier',
      'port',
    ]);
    expect(findings.filter(({ state }) => state === 'failed')).toEqual([]);
  });

  test('asks every transcription server', async () => {
    const server = await startTestServer({ folder: join(folder, 'server') });
    const health = `${server.url}/health`;
    const isLoaded = async () =>
      ((await (await fetch(health)).json()) as { model_loaded: boolean }).model_loaded;
    try {
      await expect.poll(isLoaded, { timeout: 20_000 }).toBe(true);
      const urls = `${server.url},http://127.0.0.1:1`;
      const { exit, stdout } = await doctor({ TRANSCRIBE_SERVER_URL: urls });
      expect(exit).not.toBe(0);
      expect(stdout).toContain(`✓ transcription server ${server.url}: scripted, model default`);
      expect(stdout).toContain('The transcription server http://127.0.0.1:1 does not do its work');
    } finally {
      await server.close();
    }
  });

  test('asks the speech service, and shows it the key', async () => {
    const door = await startTestApi();
    const service = { OPENAI_COMPATIBLE_URL: door.api.url, OPENAI_COMPATIBLE_KEY: door.key };
    const host = new URL(door.api.url).host;
    try {
      const good = await doctor(service);
      expect(good.stdout).toContain(`✓ speech service ${host}, model whisper-1`);
      expect(good.exit).toBe(0);
      const refused = await doctor({ ...service, OPENAI_COMPATIBLE_KEY: 'sk-wrong' });
      expect(refused.stdout).toContain(`✗ The speech service ${host} refuses the work: HTTP 401`);
      expect(refused.stdout).not.toContain('sk-wrong');
    } finally {
      await door.close();
    }
    const gone = await doctor(service);
    expect(gone.stdout).toContain(`✗ The speech service ${host} does not do its work`);
  });

  test("looks for whisper.cpp's program where one is wanted", async () => {
    const { exit, stdout } = await doctor({ WHISPER_CPP_SERVER: process.execPath });
    expect(exit).toBe(69);
    expect(stdout).toContain('is no whisper-server of whisper.cpp, or too old (WHISPER_CPP_SERVER)');
  });

  test('says how to mend what is missing', async () => {
    const { exit, stdout } = await doctor({ PATH: folder, EFIR_ENGINE: 'sherpa-onnx' });
    expect(exit).toBe(69);
    expect(stdout).toContain('✗ ffmpeg is not installed');
    expect(stdout).toContain('    Debian and Ubuntu: apt-get install ffmpeg.');
    expect(stdout).toContain('! prlimit is not there');
    expect(stdout).toContain('✗ The model parakeet-tdt-0.6b-v3-int8 is not installed.');
    expect(stdout).toContain('2 things need mending.');
  });

  test('tells a model that will come from one that will not', async () => {
    const later = await doctor({ EFIR_ENGINE: 'sherpa-onnx', MODEL_DOWNLOADS: 'true' });
    expect(later.stdout).toContain('! speech model parakeet-tdt-0.6b-v3-int8 is not here yet');
  });

  test('says which engine each language gets, and what tells speech, speakers and languages', async () => {
    const models = join(folder, 'listed');
    for (const [name, ...files] of [
      [
        'parakeet-tdt-0.6b-v3-int8',
        'encoder.int8.onnx',
        'decoder.int8.onnx',
        'joiner.int8.onnx',
        'tokens.txt',
      ],
      ['gigaam-v3-ctc', 'model.int8.onnx', 'tokens.txt'],
      ['whisper-tiny', 'tiny-encoder.int8.onnx', 'tiny-decoder.int8.onnx', 'tiny-tokens.txt'],
      ['silero-vad', 'silero_vad.onnx'],
    ] as const) {
      await mkdir(join(models, name), { recursive: true });
      for (const file of files) await writeFile(join(models, name, file), '');
    }
    const environment = { EFIR_ENGINE: 'auto', EFIR_MODELS_DIR: models, SPEECH_DETECTOR: 'auto' };
    const { stdout } = await doctor(environment);
    const parakeet = 'parakeet-tdt-0.6b-v3-int8';
    expect(stdout).toContain(
      `✓ engine for each language: ru gigaam-v3-ctc, en ${parakeet}, de ${parakeet}, zh whisper-tiny`,
    );
    expect(stdout).toContain('✓ speech is told from other sound by silero-vad');
    expect(stdout).toContain('! speakers are not told apart');
    const bare = await doctor({ EFIR_ENGINE: 'pocketsphinx' });
    expect(bare.stdout).toContain('! engine for each language: ru –, en pocketsphinx/en-us, de –, zh –');
    expect(bare.stdout).toContain('Nothing here understands Russian, German, and Chinese: efir models pull');
    expect(stdout).toContain('    efir models pull diarization installs what is missing.');
    expect(stdout).toContain('✓ a language that is not given is told by the sound, with whisper-tiny');
    const routed = await doctor({ ...environment, SPEECH_ROUTES: 'fr=whisper-large-v3' });
    expect(routed.stdout).toContain(`! engine for each language: ru gigaam-v3-ctc,`);
    expect(routed.stdout).toContain(
      'SPEECH_ROUTES leads fr to whisper-large-v3, which cannot be used: not installed.',
    );
    const later = await doctor({ EFIR_ENGINE: 'auto', SPEECH_DETECTOR: 'auto', MODEL_DOWNLOADS: 'true' });
    expect(later.stdout).toContain('✓ speech will be told from other sound by silero-vad');
    expect(later.stdout).toContain('✓ speakers can be told apart; the models for it are downloaded');
    expect(later.stdout).toContain('is told by the words; with a Whisper model, by the sound');
  });

  test('stops at a wrong setting, since nothing else can be judged', async () => {
    const { exit, stdout } = await doctor({ MAX_DURATION: 'long' });
    expect(exit).toBe(69);
    expect(stdout).toContain('✗ The setting MAX_DURATION is “long”');
    expect(stdout).not.toContain('ffmpeg');
  });

  test('names a database that cannot be reached, without its password', async () => {
    const { exit, stdout } = await doctor({ DATABASE_URL: 'postgres://efir:secret@127.0.0.1:1/efir' });
    expect(exit).toBe(69);
    expect(stdout).toContain('✗ The database cannot be reached');
    expect(stdout).not.toContain('secret');
  });

  test('asks a database as it is: an old schema stays old, and one that does not keep tenants apart is named', async () => {
    const db = await createTestDatabase();
    const look = () => doctor({ DATABASE_URL: db.url, DATABASE_MIGRATION_URL: db.migrationUrl });
    try {
      expect((await look()).stdout).toContain('✓ database ');
      await db.query('alter table segments no force row level security');
      const leaking = await look();
      expect(leaking.exit).toBe(69);
      expect(leaking.stdout).toContain('✗ the database does not keep tenants apart: segments row-level');
      await db.query('alter table segments force row level security');

      await db.query("delete from efir_migrations.applied where name = '0001_foundation'");
      expect((await look()).stdout).toContain(
        '✗ The database is not up to date: 0001_foundation is missing.',
      );
      const applied = await db.query<{ name: string }>('select name from efir_migrations.applied');
      expect(applied.map(({ name }) => name)).not.toContain('0001_foundation');
    } finally {
      await db.close();
    }
  });

  test('reads models byte by byte when it is asked to', async () => {
    const models = join(folder, 'models');
    const thorough = () => doctor({ EFIR_MODELS_DIR: models }, '--thorough');
    await mkdir(join(models, 'own'), { recursive: true });
    await writeFile(join(models, 'own', 'model.onnx'), 'abc');
    await writeFile(join(models, 'own', 'tokens.txt'), 'a');
    const sha256 = createHash('sha256').update('abc').digest('hex');
    await pinModel(models, 'own', { source: 'test', files: { 'model.onnx': { bytes: 3, sha256 } } });
    expect((await thorough()).stdout).toContain('✓ every byte of 1 installed model is as it was pinned');
    await writeFile(join(models, 'own', 'model.onnx'), 'abd');
    const outcome = await thorough();
    expect(outcome.stdout).toContain('✗ The model own cannot be loaded: model.onnx is not the file');
    expect((await doctor({ EFIR_MODELS_DIR: models })).exit).toBe(0);
  });

  test('names a port that another program has', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { stdout } = await doctor({ PORT: String(port) });
    server.close();
    expect(stdout).toContain(`✗ Port ${port} is taken by another program.`);
  });
});

describeOverServer(redisProgram, 'efir doctor and Redis', () => {
  test('looks whether it is there, whether it writes its data down, and never tells its password', async () => {
    const redis = await startRedis({ password: 'open-sesame' });
    const durable = await startRedis({ appendonly: 'everysec' });
    try {
      const good = await doctor({ BROKER_URL: durable.url });
      expect(good).toMatchObject({ exit: 0, stdout: expect.stringContaining(`✓ broker ${durable.url}`) });
      const volatile = await doctor({ BROKER_URL: redis.url });
      expect(volatile.stdout).toContain('keeps its messages in memory only');
      expect(volatile.stdout).toContain('appendonly yes');
      // Said once, and not by a log beside it.
      expect(volatile.stderr).toBe('');
      const { port, host } = new URL(redis.url);
      const none = await doctor({ BROKER_URL: `redis://${host}` });
      expect(none.stdout).toContain(`Redis at 127.0.0.1:${port}: NOAUTH, it asks for a password.`);
      const wrong = await doctor({ BROKER_URL: redis.url.replace('sesame', 'barley') });
      expect(wrong.exit).toBe(69);
      expect(wrong.stdout).toMatch(/✗ The broker cannot be reached: Redis at 127.0.0.1:\d+: WRONGPASS/);
      const outputs = [volatile, wrong].map(({ stdout, stderr }) => stdout + stderr).join();
      expect(outputs).not.toMatch(/open-(sesame|barley)/);
    } finally {
      await redis.close();
      await durable.close();
    }
  });

  test('looks at a RabbitMQ for calls, too, where something else carries tasks', async () => {
    const { exit, stderr, stdout } = await doctor({
      RABBITMQ_HOST: '127.0.0.1',
      RABBITMQ_PORT: '1',
      BROKER_URL: 'inprocess:',
    });
    expect({ exit, stderr }).toEqual({ exit: 69, stderr: '' });
    expect(stdout).toContain('✓ broker inprocess:');
    expect(stdout).toContain('✗ The broker cannot be reached: RabbitMQ at 127.0.0.1:1');
  });

  test('says that nobody answers there', async () => {
    const { exit, stdout } = await doctor({ BROKER_URL: 'redis://127.0.0.1:1', EFIR_LANG: 'ru' });
    expect(exit).toBe(69);
    expect(stdout).toContain('Брокер недоступен: Redis (127.0.0.1:1): соединение не принято');
    expect(stdout).toContain('BROKER_URL');
  });
});
