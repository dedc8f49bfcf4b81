import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EfirError } from '../core/errors.ts';
import { catalogue, findCatalogueModel, standardModel } from '../models/catalogue.ts';
import { pinModel } from '../models/lock-file.ts';
import type { EngineRequest } from '../ports/speech-engine.ts';
import { createChooser } from './choose-engine.ts';
import type { SpeechEnginesOptions } from './engines-options.ts';
import { preferences } from './rank-engines.ts';

let modelsDirectory: string;
beforeEach(() => {
  modelsDirectory = mkdtempSync(join(tmpdir(), 'efir-test-choose-'));
});
afterEach(() => rmSync(modelsDirectory, { recursive: true, force: true }));

/** Files by name only: what is chosen here is never loaded. */
function install(name: string, bytes = 0): void {
  const files = findCatalogueModel(name)?.files.map((file) => file.name) ?? ['model.onnx', 'tokens.txt'];
  mkdirSync(join(modelsDirectory, name));
  for (const file of files) writeFileSync(join(modelsDirectory, name, file), '');
  truncateSync(join(modelsDirectory, name, files[0] ?? ''), bytes);
}

const closing = new AbortController().signal;
const standard = {
  engine: 'auto',
  model: standardModel,
  threads: 1,
  environment: {},
  megabytes: 8000,
} as const;
const choose = (request: EngineRequest, options: Partial<SpeechEnginesOptions> = {}) =>
  createChooser({ ...standard, modelsDirectory, ...options }, closing).choose(request);
const chooseModel = async (language: string, options: Partial<SpeechEnginesOptions> = {}) =>
  (await choose({ language }, options)).model;
const refused = (request: EngineRequest, options: Partial<SpeechEnginesOptions> = {}) =>
  choose(request, options).catch((thrown: EfirError) => thrown.toRecord());

it('every model of the catalogue that recognises has its place among the preferences', () => {
  const placed = preferences.flatMap(({ models = [] }) => models);
  const recognisers = catalogue.filter(({ kind }) => kind === 'recogniser').map(({ name }) => name);
  expect(recognisers.filter((name) => !placed.includes(name))).toEqual([]);
});

describe('a language goes to the best that is installed', () => {
  it('Russian to GigaAM, European ones to Parakeet, others to the largest Whisper', async () => {
    for (const name of [standardModel, 'gigaam-v2-ctc', 'whisper-tiny', 'whisper-small']) install(name);
    expect(await chooseModel('ru')).toBe('gigaam-v2-ctc');
    expect(await chooseModel('de')).toBe(standardModel);
    expect(await chooseModel('en')).toBe(standardModel);
    expect(await chooseModel('zh')).toBe('whisper-small');
    install('gigaam-v3-ctc');
    install('gigaam-v3-rnnt');
    expect(await chooseModel('ru')).toBe('gigaam-v3-rnnt');
  });

  it('the default model stays that of requests without a language', async () => {
    install(standardModel);
    install('gigaam-v3-ctc');
    expect((await choose({})).model).toBe(standardModel);
    expect((await choose({}, { model: 'gigaam-v3-ctc' })).model).toBe('gigaam-v3-ctc');
  });

  it('English to Moonshine where models may take little memory', async () => {
    install(standardModel);
    install('moonshine-base-en');
    expect(await chooseModel('en', { megabytes: 1500 })).toBe('moonshine-base-en');
    expect(await chooseModel('en', { megabytes: 4000 })).toBe(standardModel);
    expect(await chooseModel('de', { megabytes: 1500 })).toBe(standardModel);
  });

  it('what does not fit into memory comes after what does', async () => {
    install('whisper-large-v3-turbo', 1_000_000_000);
    install('whisper-base', 100_000_000);
    expect(await chooseModel('ja')).toBe('whisper-large-v3-turbo');
    expect(await chooseModel('ja', { megabytes: 1000 })).toBe('whisper-base');
    rmSync(join(modelsDirectory, 'whisper-base'), { recursive: true });
    expect(await chooseModel('ja', { megabytes: 1000 })).toBe('whisper-large-v3-turbo');
  });

  it('an operator’s own model for the language comes before Whisper, one of unknown languages after', async () => {
    for (const name of ['whisper-small', 'kazakh', 'anything']) install(name);
    await pinModel(modelsDirectory, 'kazakh', { source: 'added', languages: ['kk'], files: {} });
    expect(await chooseModel('kk')).toBe('kazakh');
    expect(await chooseModel('ja')).toBe('whisper-small');
    rmSync(join(modelsDirectory, 'whisper-small'), { recursive: true });
    expect(await chooseModel('ja')).toBe('anything');
  });

  it('a server that was set up counts as installed', async () => {
    install(standardModel);
    install('whisper-small');
    const openaiCompatible = { url: 'http://127.0.0.1:9/v1', model: 'large' };
    expect(await choose({ language: 'ja' }, { openaiCompatible })).toMatchObject({
      engine: 'openai-compatible',
    });
    expect(await chooseModel('de', { openaiCompatible })).toBe(standardModel);
    expect(await chooseModel('ja', { openaiCompatible, engine: 'sherpa-onnx' })).toBe('whisper-small');
  });

  it('a default model that is better than what is installed is fetched, and stood in for where it cannot be', async () => {
    install('whisper-small');
    const asked: string[] = [];
    const prepare = async ({ model }: { model: string }) => {
      asked.push(model);
      install(model);
    };
    expect(await chooseModel('de', { prepare })).toBe(standardModel);
    expect(asked).toEqual([standardModel]);
    rmSync(join(modelsDirectory, standardModel), { recursive: true });
    const fallback = { wanted: standardModel, reason: 'not installed' };
    expect(await choose({ language: 'de' })).toMatchObject({ model: 'whisper-small', fallback });
    // It would be of no use for this one.
    expect(await choose({ language: 'ja' }, { prepare })).toMatchObject({ model: 'whisper-small' });
    expect(asked).toHaveLength(1);
  });
});

describe('a language that nothing here knows', () => {
  it('is refused with what is there and what to install, and nothing is fetched', async () => {
    install(standardModel);
    expect(await refused({ language: 'ja' })).toMatchObject({
      code: 'language-unsupported',
      args: {
        engine: 'sherpa-onnx',
        language: 'ja',
        languages: expect.stringContaining('de'),
        install: 'whisper-large-v3-turbo, whisper-large-v3, whisper-medium',
      },
    });
    rmSync(join(modelsDirectory, standardModel), { recursive: true });
    const prepare = () => Promise.reject(new Error('nothing is to be fetched'));
    expect(await refused({ language: 'ja' }, { prepare })).toMatchObject({ code: 'language-unsupported' });
  });

  it('is refused, one after the other, whichever it is', async () => {
    install(standardModel);
    install('whisper-small');
    for (const language of ['tlh', 'grc', 'eo', 'ie', 'vo', 'cu', 'ae']) {
      const { code, args } = (await refused({ language })) as ReturnType<EfirError['toRecord']>;
      expect({ code, install: args['install'] }).toEqual({ code: 'language-unsupported', install: 'none' });
    }
  });

  it('is refused of a named model, which is never replaced', async () => {
    install('gigaam-v3-ctc');
    install('whisper-small');
    expect(await refused({ language: 'de', model: 'gigaam-v3-ctc' })).toMatchObject({
      code: 'language-unsupported',
      args: { languages: 'ru' },
    });
  });
});

describe('SPEECH_ROUTES', () => {
  const routes = { ru: 'gigaam-v3-ctc', en: 'pocketsphinx', '*': 'whisper-small' };

  it('lead languages before anything else, but for what a request names', async () => {
    for (const name of [standardModel, 'gigaam-v3-rnnt', 'gigaam-v3-ctc', 'whisper-small']) install(name);
    expect(await chooseModel('ru', { routes })).toBe('gigaam-v3-ctc');
    expect(await chooseModel('de', { routes })).toBe('whisper-small');
    expect((await choose({}, { routes })).model).toBe(standardModel);
    expect((await choose({ language: 'ru', model: standardModel }, { routes })).model).toBe(standardModel);
    const servers = { transcribeServers: { urls: ['http://127.0.0.1:9'] }, routes };
    expect(await chooseModel('ru', servers)).toBe('gigaam-v3-ctc');
    expect((await choose({}, servers)).engine).toBe('transcribe-server');
  });

  it('whose model cannot be had are stood in for, and the transcript says why', async () => {
    install(standardModel);
    expect(await choose({ language: 'ru' }, { routes })).toMatchObject({
      model: standardModel,
      fallback: { wanted: 'gigaam-v3-ctc', reason: 'not installed' },
    });
    expect(await choose({ language: 'de' }, { routes: { de: 'mine' } })).toMatchObject({
      fallback: { wanted: 'mine', reason: 'neither installed nor in the catalogue' },
    });
    expect(await choose({ language: 'de' }, { routes: { de: 'pocketsphinx' } })).toMatchObject({
      model: standardModel,
      fallback: { wanted: 'pocketsphinx', reason: 'it does not know de' },
    });
  });

  it('may fetch what they name', async () => {
    install(standardModel);
    const prepare = async ({ model }: { model: string }) => install(model);
    expect(await choose({ language: 'ru' }, { routes, prepare })).not.toHaveProperty('fallback');
    expect(await chooseModel('ru', { routes })).toBe('gigaam-v3-ctc');
  });
});

it('a model that tells speech or voices is none that could be asked for', async () => {
  install('silero-vad');
  install(standardModel);
  expect(await refused({ model: 'silero-vad' })).toMatchObject({ code: 'model-unknown' });
  expect(await choose({}, { model: 'silero-vad' })).toMatchObject({
    model: standardModel,
    fallback: { wanted: 'silero-vad' },
  });
  expect(await chooseModel('de', { model: 'silero-vad' })).toBe(standardModel);
});
