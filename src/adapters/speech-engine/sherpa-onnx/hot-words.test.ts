import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makePilotAudio } from '../../../../test/support/pilot-tones/pilot-audio.ts';
import { writePilotIcefall } from '../../../../test/support/pilot-tones/pilot-icefall.ts';
import { sherpaOnnxEngine } from './sherpa-onnx-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'efir-test-hot-words-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { samples } = makePilotAudio('the quick fox jumps to that');

async function open(sharpness: number) {
  const modelDirectory = join(folder, `pilot ${sharpness}`);
  writePilotIcefall(modelDirectory, sharpness);
  return sherpaOnnxEngine.load({ model: 'pilot', modelDirectory, threads: 1, extra: {} });
}

it('a model that is hard of hearing finds words that it is told to expect', async () => {
  const engine = await open(0.35);
  expect(engine.description.capabilities.hotWords).toBe(true);
  const alone = await engine.recognise({ samples }, {});
  expect(alone.text).not.toContain('jumps');
  const told = await engine.recognise({ samples }, { hotWords: ['fox', 'Jump', 'Ёлка', '北京'] });
  expect(told.text).toContain('jumps');
  // Words that nobody says, or that it could not write, put nothing in.
  const other = await engine.recognise({ samples }, { hotWords: ['Ёлка', '北京', 'a/b:2.0'] });
  expect(other.text).toBe(alone.text);
});

it('a model that hears well is not led astray', async () => {
  const hotWords = ['box', 'quack', 'the quiet', 'jumping'];
  for (const sharpness of [1, 4]) {
    const engine = await open(sharpness);
    const alone = await engine.recognise({ samples }, {});
    expect(alone.text).toContain('the quick fox jumps to that');
    // At 1 the search alone would end with "the quiet n".
    expect((await engine.recognise({ samples }, { hotWords })).text).toBe(alone.text);
  }
});
