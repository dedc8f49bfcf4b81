import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSamples, speech } from '../../test/support/audio.ts';
import { pickHostEnvironment } from '../../test/support/host-environment.ts';
import { makePilotAudio } from '../../test/support/pilot-tones/pilot-audio.ts';
import { writePilotModel } from '../../test/support/pilot-tones/pilot-model.ts';
import { startTestServer } from '../../test/support/transcribe-server.ts';
import { EfirError } from '../core/errors.ts';
import { sleep } from '../core/time.ts';
import { standardModel } from '../models/catalogue.ts';
import type { SpeechEngines } from '../ports/speech-engine.ts';
import { createSpeechEngines, type SpeechEnginesOptions } from './pool.ts';

let folder: string;
let modelsDirectory: string;
/** Every host has one private folder in here for as long as it lives. */
let hostsFolder: string;
const opened: SpeechEngines[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'efir-test-pool-'));
  modelsDirectory = join(folder, 'models');
  hostsFolder = join(folder, 'hosts');
  mkdirSync(hostsFolder);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((engines) => engines.close()));
  expect(readdirSync(hostsFolder)).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});

function createEngines(options: Partial<SpeechEnginesOptions> = {}): SpeechEngines {
  const environment = { ...pickHostEnvironment(), TMPDIR: hostsFolder };
  const standard = {
    engine: 'auto',
    model: standardModel,
    modelsDirectory,
    threads: 1,
    environment,
  } as const;
  const engines = createSpeechEngines({ ...standard, ...options });
  opened.push(engines);
  return engines;
}

const installPilot = (name: string) => writePilotModel(join(modelsDirectory, name));
const samples = makeSamples([speech(2)]);
const countHosts = () => readdirSync(hostsFolder).length;

describe('hosts', () => {
  it('stay warm between those who open the same model', async () => {
    const engines = createEngines({ engine: 'scripted' });
    const all = await Promise.all([engines.open({}), engines.open({}), engines.open({ model: 'default' })]);
    for (const { engine } of all) {
      expect((await engine.recognise({ samples }, {})).words.length).toBeGreaterThan(0);
      await engine.close();
    }
    expect(countHosts()).toBe(1);
  });

  it('that died are started again by the next piece', async () => {
    const { engine } = await createEngines().open({ engine: 'scripted', model: 'crash' });
    for (let time = 0; time < 2; time++) {
      await expect(engine.recognise({ samples }, {})).rejects.toMatchObject({
        code: 'engine-host-died',
        args: { detail: expect.stringContaining('SIGABRT') },
      });
    }
  });

  it('beyond the allowed number end, the one used longest ago first', async () => {
    const engines = createEngines({ engine: 'scripted', maxHosts: 2 });
    for (const model of ['default', 'slow', 'default', 'fail']) await engines.open({ model });
    await expect.poll(countHosts).toBe(2);
    const { engine } = await engines.open({ model: 'default' });
    expect((await engine.recognise({ samples }, {})).words.length).toBeGreaterThan(0);
  });

  it('killed for one piece do no harm to its neighbour, which is recognised again', async () => {
    const engines = createEngines({ limits: { stop: 0.1 } });
    const { engine } = await engines.open({ engine: 'scripted', model: 'hang' });
    const [first, second] = [new AbortController(), new AbortController()];
    const pieces = [first, second].map(({ signal }) => engine.recognise({ samples }, { signal }));
    const ends = pieces.map((piece) => piece.catch((thrown: EfirError) => thrown.code));
    first.abort();
    expect(await ends[0]).toBe('cancelled');
    await expect.poll(countHosts).toBe(1);
    second.abort();
    expect(await ends[1]).toBe('cancelled');
  });

  it('whose model cannot be loaded are tried again by the next who asks', async () => {
    const directory = join(modelsDirectory, standardModel);
    writePilotModel(directory, { metadata: {} });
    const engines = createEngines();
    await expect(engines.open({})).rejects.toMatchObject({
      code: 'model-corrupt',
      args: { model: standardModel },
    });
    writePilotModel(directory);
    expect((await engines.open({})).engine.description.model).toBe(standardModel);
  });

  it('are not started after closing, and end with it while they load', async () => {
    const engines = createEngines({ engine: 'scripted' });
    const opening = engines.open({}).catch((thrown: EfirError) => thrown.code);
    await engines.close();
    expect(await opening).toBe('cancelled');
    await expect(engines.open({})).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('stop loading when everybody who waited has given up', async () => {
    const engines = createEngines({ engine: 'scripted' });
    const controller = new AbortController();
    const opening = engines.open({}, controller.signal).catch((thrown: EfirError) => thrown.code);
    await expect.poll(countHosts).toBe(1);
    controller.abort();
    expect(await opening).toBe('cancelled');
    await expect.poll(countHosts).toBe(0);
    expect((await engines.open({})).engine.description.model).toBe('default');
  });
});

describe('the choice', () => {
  it('is the default model where it is installed, with the languages of the catalogue', async () => {
    installPilot(standardModel);
    const { engine, fallback } = await createEngines().open({ language: 'ru' });
    expect(fallback).toBeUndefined();
    expect(engine.description).toMatchObject({
      engine: 'sherpa-onnx',
      model: standardModel,
      quality: 'full',
    });
    expect(engine.description.languages).toContain('fi');
    const pilot = makePilotAudio('hello there', { carrier: true });
    expect((await engine.recognise(pilot, {})).text).toBe('hello there');
  });

  it('is another installed model for a language that the default does not know', async () => {
    installPilot(standardModel);
    const engines = createEngines();
    await expect(engines.open({ language: 'ja' })).rejects.toMatchObject({
      code: 'language-unsupported',
      args: { language: 'ja', engine: 'sherpa-onnx' },
    });
    installPilot('my-model');
    const { engine, fallback } = await engines.open({ language: 'ja' });
    expect(engine.description.model).toBe('my-model');
    expect(fallback).toBeUndefined();
  });

  it('is that of transcription servers where there are any, and of nobody else', async () => {
    installPilot(standardModel);
    const server = await startTestServer({ folder: join(folder, 'server') });
    try {
      const transcribeServers = { urls: [server.url] };
      const engines = createEngines({ transcribeServers });
      const { engine, fallback } = await engines.open({ language: 'ru' });
      expect(engine.description).toMatchObject({ engine: 'scripted', model: 'default' });
      expect(fallback).toBeUndefined();
      expect(await engines.check()).toEqual({ engine: 'transcribe-server', model: 'remote' });
      const named = createEngines({ transcribeServers, engine: 'sherpa-onnx' });
      expect((await named.open({})).engine.description.model).toBe(standardModel);
    } finally {
      await server.close();
    }
    const gone = createEngines({ transcribeServers: { urls: [server.url] } });
    await expect(gone.open({})).rejects.toMatchObject({ code: 'transcribe-server-unreachable' });
    const none = createEngines({ engine: 'transcribe-server' });
    await expect(none.open({})).rejects.toMatchObject({
      code: 'engine-missing',
      args: { detail: expect.stringContaining('TRANSCRIBE_SERVER_URL') },
    });
  });

  it('is the fastest installed one where that is wanted', async () => {
    installPilot(standardModel);
    installPilot('gigaam-v3-ctc');
    const engines = createEngines({ preferFast: true });
    expect((await engines.open({ language: 'ru' })).engine.description.model).toBe('gigaam-v3-ctc');
    expect((await engines.open({ language: 'de' })).engine.description.model).toBe(standardModel);
    expect((await engines.open({})).engine.description.model).toBe(standardModel);
    const nothing = createEngines({ preferFast: true, modelsDirectory: join(folder, 'none') });
    await expect(nothing.open({ language: 'fi' })).rejects.toMatchObject({ code: 'model-missing' });
  });

  it('falls back, saying so, on another installed model where there is no default', async () => {
    installPilot('my-model');
    const engines = createEngines();
    const { engine, fallback } = await engines.open({});
    expect(engine.description.model).toBe('my-model');
    expect(fallback).toEqual({ wanted: standardModel, reason: 'not installed' });
    expect(await engines.check()).toMatchObject({ engine: 'sherpa-onnx', model: 'my-model', fallback });
  });

  it('never replaces what was named', async () => {
    const engines = createEngines();
    const refused = (request: object) =>
      engines.open(request).catch((thrown: EfirError) => thrown.toRecord());
    expect(await refused({ engine: 'nothing' })).toMatchObject({ code: 'engine-unknown' });
    expect(await refused({ model: 'nothing' })).toMatchObject({ code: 'model-unknown' });
    expect(await refused({ model: 'whisper-tiny' })).toMatchObject({ code: 'model-missing' });
    expect(await refused({ engine: 'sherpa-onnx' })).toMatchObject({ code: 'model-missing' });
    expect(await refused({ engine: 'scripted', model: 'nothing' })).toMatchObject({ code: 'model-unknown' });
    expect(await refused({ engine: 'pocketsphinx', language: 'ru' })).toMatchObject({
      code: 'language-unsupported',
      args: { engine: 'pocketsphinx', language: 'ru', languages: 'en' },
    });
  });

  it('of a language that no fallback knows is the failure of the default', async () => {
    await expect(createEngines().open({ language: 'ru' })).rejects.toMatchObject({ code: 'model-missing' });
  });
});

describe('what is missing', () => {
  it('is fetched once for all who wait, and then used', async () => {
    const asked: unknown[] = [];
    const prepare: SpeechEnginesOptions['prepare'] = async (missing) => {
      asked.push(missing);
      await sleep(300);
      installPilot(missing.model);
    };
    const engines = createEngines({ prepare });
    expect(await engines.check()).toEqual({ engine: 'sherpa-onnx', model: standardModel });
    expect(asked).toEqual([]);
    const both = await Promise.all([engines.open({}), engines.open({})]);
    expect(both.map(({ engine }) => engine.description.model)).toEqual([standardModel, standardModel]);
    expect(asked).toEqual([{ engine: 'sherpa-onnx', model: standardModel }]);
  });

  it('and cannot be had is not tried again before every recording', async () => {
    installPilot('my-model');
    let tries = 0;
    const prepare = async () => {
      tries++;
      throw new EfirError('model-download-failed', { model: standardModel, detail: 'no network' });
    };
    const engines = createEngines({ prepare });
    for (let time = 0; time < 2; time++) {
      const { fallback } = await engines.open({});
      expect(fallback).toEqual({ wanted: standardModel, reason: 'no network' });
    }
    expect(tries).toBe(1);
    expect(await engines.check()).toMatchObject({ model: 'my-model' });
  });

  it('altogether is told with all the reasons', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = folder;
    try {
      await expect(createEngines().open({})).rejects.toMatchObject({
        code: 'engine-missing',
        args: {
          detail: expect.stringMatching(/not installed; pocketsphinx is not installed \(apt-get install/),
        },
      });
      await expect(createEngines().check()).rejects.toMatchObject({ code: 'engine-missing' });
    } finally {
      process.env['PATH'] = path;
    }
  });
});
