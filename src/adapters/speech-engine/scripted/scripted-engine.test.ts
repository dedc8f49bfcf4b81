import { expect, it } from 'vitest';
import { sampleRate } from '../../../ports/media-tool.ts';
import { scriptedEngine } from './scripted-engine.ts';

it('burns what it should for each piece, also for two at once', async () => {
  const settings = { model: 'default', threads: 1, extra: { cpuSecondsPerSecond: 0.06 } };
  const engine = await scriptedEngine.load(settings);
  const piece = { samples: new Float32Array(2 * sampleRate).fill(0.1) };
  const before = process.threadCpuUsage();
  await Promise.all([engine.recognise(piece, {}), engine.recognise(piece, {})]);
  const { user, system } = process.threadCpuUsage(before);
  expect((user + system) / 1e6).toBeGreaterThan(2 * 2 * 0.06 * 0.99);
  await engine.close();
});
