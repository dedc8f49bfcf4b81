import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findProvider, type ProviderPlaces } from './find-provider.ts';
import { sherpaOnnxEngine } from './sherpa-onnx-engine.ts';

let folder: string;
let places: ProviderPlaces;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'efir-test-provider-'));
  places = { binaries: folder, cards: [join(folder, 'card'), join(folder, 'other')] };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bring = (...names: string[]) => {
  for (const name of names) writeFileSync(join(folder, name), '');
};
const library = 'libonnxruntime_providers_cuda.so';

it('the processor is there without asking', () => {
  expect(findProvider(undefined, places)).toBe('cpu');
  expect(findProvider('cpu', places)).toBe('cpu');
});

it('the card is taken where the build and the card are there', () => {
  bring(library, 'other');
  expect(findProvider('cuda', places)).toBe('cuda');
  expect(findProvider('auto', places)).toBe('cuda');
});

it('what is lacking is told where the card was demanded, and the processor taken where it was not', () => {
  const refused = (detail: string) =>
    expect.objectContaining({
      code: 'provider-missing',
      args: { provider: 'cuda', detail: expect.stringContaining(detail) },
    });
  expect(() => findProvider('cuda', places)).toThrow(refused('for the processor only'));
  expect(findProvider('auto', places)).toBe('cpu');
  bring(library);
  expect(() => findProvider('cuda', places)).toThrow(refused('no NVIDIA graphics card'));
  expect(findProvider('auto', places)).toBe('cpu');
  expect(() => findProvider('tpu', places)).toThrow(
    expect.objectContaining({ args: { provider: 'tpu', detail: 'there is only cpu, cuda and auto' } }),
  );
});

it('the build of the npm package has none, which is told before anything is loaded', async () => {
  await sherpaOnnxEngine.check({ provider: 'auto' });
  await expect(sherpaOnnxEngine.check({ provider: 'cuda' })).rejects.toMatchObject({
    code: 'provider-missing',
  });
  const settings = { model: 'x', modelDirectory: folder, threads: 1, extra: { provider: 'cuda' } };
  await expect(sherpaOnnxEngine.load(settings)).rejects.toMatchObject({ code: 'provider-missing' });
});
