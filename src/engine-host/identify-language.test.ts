import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeSamples, speech } from '../../test/support/audio.ts';
import { pickHostEnvironment } from '../../test/support/host-environment.ts';
import { writePilotModel } from '../../test/support/pilot-tones/pilot-model.ts';
import { languageTones, writePilotWhisper } from '../../test/support/pilot-tones/pilot-whisper.ts';
import { EfirError } from '../core/errors.ts';
import { type Logger, silentLogger } from '../core/logger.ts';
import { findCatalogueModel } from '../models/catalogue.ts';
import { createHostPool, type HostPool } from './host-pool.ts';
import { createLanguageIdentifier, findIdentifierModel } from './identify-language.ts';
import { createSpeechEngines } from './pool.ts';

let modelsDirectory: string;
beforeEach(() => {
  modelsDirectory = mkdtempSync(join(tmpdir(), 'efir-test-identify-'));
});
afterEach(() => rmSync(modelsDirectory, { recursive: true, force: true }));

function install(name: string, content = ''): void {
  mkdirSync(join(modelsDirectory, name));
  for (const file of findCatalogueModel(name)?.files ?? [])
    writeFileSync(join(modelsDirectory, name, file.name), content);
}

const piece = { samples: makeSamples([speech(2)]) };

/** Real hosts, with a count of the questions. */
function countAsked(hosts: Pick<HostPool, 'ask'>) {
  const asked: string[] = [];
  const ask: HostPool['ask'] = (load, needs, question, signal) => {
    asked.push(`${load.kind} ${needs.title}`);
    return hosts.ask(load, needs, question, signal);
  };
  return { asked, hosts: { ask } };
}

const answering = (answer: string | undefined) => ({ ask: async () => answer });

it('the smallest Whisper model listens', async () => {
  for (const [name, content] of [
    ['whisper-small', 'larger'],
    ['whisper-base', 'big'],
    ['gigaam-v3-ctc', ''],
  ] as const)
    install(name, content);
  expect((await findIdentifierModel(modelsDirectory))?.name).toBe('whisper-base');
  const { asked, hosts } = countAsked(answering('ru') as Pick<HostPool, 'ask'>);
  const identify = createLanguageIdentifier({ engine: 'auto', modelsDirectory }, hosts);
  expect(await identify(piece)).toBe('ru');
  expect(asked).toEqual(['language-identifier whisper-base']);
});

it('without one, or where one engine hears everything, nobody is asked', async () => {
  writePilotModel(join(modelsDirectory, 'my-model'));
  const { asked, hosts } = countAsked(answering('ru') as Pick<HostPool, 'ask'>);
  expect(await createLanguageIdentifier({ engine: 'auto', modelsDirectory }, hosts)(piece)).toBeUndefined();
  install('whisper-tiny');
  const fixed = [
    { engine: 'sherpa-onnx' as const },
    { engine: 'auto' as const, transcribeServers: { urls: ['http://127.0.0.1:9'] } },
  ];
  for (const options of fixed)
    expect(await createLanguageIdentifier({ ...options, modelsDirectory }, hosts)(piece)).toBeUndefined();
  expect(asked).toEqual([]);
});

it('a model that cannot be loaded is told once and not tried for every piece, and no recording dies of it', async () => {
  install('whisper-tiny', 'this is no ONNX file');
  const warnings: unknown[] = [];
  const logger: Logger = { ...silentLogger, warn: (facts: unknown) => void warnings.push(facts) } as Logger;
  const real = createHostPool({ environment: { ...pickHostEnvironment() } });
  try {
    const { asked, hosts } = countAsked(real);
    const identify = createLanguageIdentifier({ engine: 'auto', modelsDirectory, logger }, hosts);
    for (let time = 0; time < 3; time++) expect(await identify(piece)).toBeUndefined();
    expect(asked).toHaveLength(1);
    expect(warnings).toMatchObject([{ model: 'whisper-tiny', error: { code: 'model-corrupt' } }]);
  } finally {
    await real.close();
  }
});

it('so is one of another kind under the name of a Whisper model', async () => {
  install('whisper-tiny');
  const pilot = join(modelsDirectory, 'pilot');
  writePilotModel(pilot);
  const real = createHostPool({ environment: { ...pickHostEnvironment() } });
  try {
    for (const { name } of findCatalogueModel('whisper-tiny')?.files ?? []) {
      const other = join(pilot, name.endsWith('.onnx') ? 'model.onnx' : 'tokens.txt');
      copyFileSync(other, join(modelsDirectory, 'whisper-tiny', name));
    }
    const identify = createLanguageIdentifier({ engine: 'auto', modelsDirectory }, real);
    expect(await identify(piece)).toBeUndefined();
  } finally {
    await real.close();
  }
});

it('a real model, in a real host, tells by the sound', async () => {
  writePilotWhisper(join(modelsDirectory, 'whisper-tiny'), 'tiny');
  const engines = createSpeechEngines({
    engine: 'auto',
    model: 'my-model',
    modelsDirectory,
    threads: 1,
    environment: pickHostEnvironment(),
  });
  try {
    for (const [language, pitch] of Object.entries(languageTones)) {
      const samples = Float32Array.from(
        { length: 16_000 * 12 },
        (_, place) => Math.sin((2 * Math.PI * pitch * place) / 16_000) / 5,
      );
      expect(await engines.identifyLanguage({ samples })).toBe(language);
    }
  } finally {
    await engines.close();
  }
});

it('whoever gives up is told so, and the model stays believed in', async () => {
  install('whisper-tiny');
  let calls = 0;
  const ask = async () => {
    calls++;
    throw new EfirError('cancelled');
  };
  const identify = createLanguageIdentifier({ engine: 'auto', modelsDirectory }, { ask });
  for (let time = 0; time < 2; time++)
    await expect(identify(piece)).rejects.toMatchObject({ code: 'cancelled' });
  expect(calls).toBe(2);
});
