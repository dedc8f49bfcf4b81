import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CrashPoint } from '../../src/core/crash-points.ts';
import { type Installation, install } from '../support/installation.ts';
import { type Expected, judge } from './judge.ts';
import { makeSampleFiles, readTranscript, type Sample, sendIn, waitForEnd } from './load.ts';
import { untilUp } from './make-chaos.ts';

/*
 * The process ends exactly between two steps, and is started again as a supervisor would: every recording still ends
 * once, with the same words. Each role is alone of its kind here, so that nobody else takes the step over.
 */
const pointsByRole: Readonly<Record<string, readonly CrashPoint[]>> = {
  api: ['blob-stored', 'recording-committed'],
  coordinator: [
    'attempt-committed',
    'task-published',
    'events-received',
    'events-committed',
    'events-acknowledged',
    'delivery-claimed',
    'delivery-sent',
  ],
  worker: [
    'task-taken',
    'started-reported',
    'task-acknowledged',
    'piece-computed',
    'piece-reported',
    'block-reported',
    'result-reported',
  ],
};

describe.each(Object.entries(pointsByRole))('kill -9 between two steps of the %s', (role, points) => {
  let installation: Installation;
  let sample: Sample;
  const expected: Expected[] = [];

  beforeAll(async () => {
    const others = ['api', 'coordinator', 'worker'].filter((name) => name !== role);
    installation = await install('redis', { roles: others });
    const samples = await makeSampleFiles(installation.folder);
    sample = samples.find(({ name }) => name === 'pieces-2.wav') as Sample;
    const whole = installation.addRole(role);
    await untilUp(installation);
    const id = await sendIn(installation, sample, 'undisturbed');
    expect(await waitForEnd(installation, id, 60)).toBe('succeeded');
    expected.push({ id, transcript: await readTranscript(installation, id) });
    await whole.close();
  }, 120_000);
  afterAll(() => installation.close());

  test.each(points)('%s', { timeout: 300_000 }, async (point) => {
    const doomed = installation.addRole(role, { first: { EFIR_CRASH_POINT: point } });
    const id = await sendIn(installation, sample, point);
    expect(await waitForEnd(installation, id, 120)).toBe('succeeded');
    // A delivery goes out after the end.
    await vi.waitFor(() => expect(doomed.ends).toBeGreaterThan(0), { timeout: 60_000, interval: 100 });
    expected.push({ id, transcript: expected[0]?.transcript ?? '' });
    const { faults } = await judge(installation, expected);
    await doomed.close();
    expect(faults).toEqual([]);
  });
});
