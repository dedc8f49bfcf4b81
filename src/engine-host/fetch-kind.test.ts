import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EfirError } from '../core/errors.ts';
import { sleep } from '../core/time.ts';
import { embeddingModel, segmentationModel, soleFiles } from '../models/catalogue.ts';
import { createKindFetcher } from './fetch-kind.ts';
import { openDiarizer } from './open-diarizer.ts';

let modelsDirectory: string;
beforeEach(() => {
  modelsDirectory = mkdtempSync(join(tmpdir(), 'efir-test-fetch-'));
});
afterEach(() => rmSync(modelsDirectory, { recursive: true, force: true }));

function install(name: string): void {
  mkdirSync(join(modelsDirectory, name));
  writeFileSync(join(modelsDirectory, name, soleFiles['speaker-embedding']), 'weights');
}

const closing = new AbortController().signal;
const wanted = { kind: 'speaker-embedding', model: embeddingModel, patience: 1000 } as const;
const hosts = { get: () => Promise.reject(new EfirError('internal')), ask: async () => undefined };

it('fetches once for all who wait, and nothing that is there', async () => {
  const asked: string[] = [];
  const prepare = async ({ model }: { model: string }) => {
    asked.push(model);
    await sleep(50);
    install(model);
  };
  const fetchKind = createKindFetcher({ modelsDirectory, prepare }, closing);
  const both = await Promise.all([fetchKind(wanted), fetchKind(wanted)]);
  expect(both.map(({ name }) => name)).toEqual([embeddingModel, embeddingModel]);
  await fetchKind(wanted);
  expect(asked).toEqual([embeddingModel]);
});

it('waits no longer than it may, and what was late is there for the next', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const prepare = async ({ model }: { model: string }) => {
    await promise;
    install(model);
  };
  const fetchKind = createKindFetcher({ modelsDirectory, prepare }, closing);
  await expect(fetchKind(wanted)).rejects.toMatchObject({ code: 'model-download-failed' });
  resolve();
  expect((await fetchKind(wanted)).name).toBe(embeddingModel);
});

it('what tells speakers apart is fetched at its first use, and missing with the reason where it cannot be', async () => {
  const asked: string[] = [];
  const prepare = async ({ model }: { model: string }) => {
    asked.push(model);
    if (model === segmentationModel)
      throw new EfirError('model-download-failed', { model, detail: 'no network' });
    install(model);
  };
  const fetchKind = createKindFetcher({ modelsDirectory, prepare }, closing);
  const open = () => openDiarizer({ modelsDirectory, threads: 1, fetchKind }, hosts);
  for (let time = 0; time < 2; time++)
    await expect(open()).rejects.toMatchObject({
      code: 'diarizer-missing',
      args: { detail: `${segmentationModel}: no network (efir models pull diarization)` },
    });
  expect(asked).toEqual([embeddingModel, segmentationModel]);
});

it('nothing is fetched where that is not allowed', async () => {
  const fetchKind = createKindFetcher({ modelsDirectory }, closing);
  await expect(openDiarizer({ modelsDirectory, threads: 1, fetchKind }, hosts)).rejects.toMatchObject({
    code: 'diarizer-missing',
    args: { detail: `${embeddingModel}: it is not installed (efir models pull diarization)` },
  });
});
