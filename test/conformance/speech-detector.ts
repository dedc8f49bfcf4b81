import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleRate } from '../../src/ports/media-tool.ts';
import type { SpeechDetector } from '../../src/ports/speech-detector.ts';
import { makeSamples, noise, silence } from '../support/audio.ts';

export interface SpeechDetectorUnderTest {
  /** A detector for one more recording. */
  open(): Promise<SpeechDetector>;
  /** Something that it takes for speech, at least three seconds of 16 kHz mono. */
  speech(): Promise<Float32Array>;
}

/** What every detector of speech has to keep. */
export function describeSpeechDetector(name: string, subject: SpeechDetectorUnderTest): void {
  describe(`speech detector: ${name}`, () => {
    const opened: SpeechDetector[] = [];
    let speech: Float32Array = new Float32Array();
    const open = async () => {
      const detector = await subject.open();
      opened.push(detector);
      return detector;
    };
    beforeAll(async () => {
      speech = await subject.speech();
    });
    afterAll(() => Promise.all(opened.map((detector) => detector.close())));

    describeFlags(open, () => speech);
    describeMemory(open, () => speech);
  });
}

type Open = () => Promise<SpeechDetector>;

function describeFlags(open: Open, speech: () => Float32Array): void {
  it('gives one flag for each frame, the broken one at the end included', async () => {
    const detector = await open();
    expect(detector.name).not.toBe('');
    expect(detector.frameLength / sampleRate).toBeGreaterThanOrEqual(0.01);
    expect(detector.frameLength / sampleRate).toBeLessThanOrEqual(0.05);
    const flags = await detector.judge(speech().subarray(0, 10 * detector.frameLength));
    expect(flags).toHaveLength(10);
    expect(flags.every((flag) => flag === 0 || flag === 1)).toBe(true);
    expect(await detector.judge(new Float32Array(0))).toHaveLength(0);
    expect(await detector.judge(new Float32Array(3 * detector.frameLength + 1))).toHaveLength(4);
  });

  it('hears speech, and none in silence or noise', async () => {
    const heard = await (await open()).judge(speech());
    expect(share(heard)).toBeGreaterThan(0.5);
    for (const sound of [silence(20), noise(20, 0.0001), noise(20, 0.3)])
      expect(share(await (await open()).judge(makeSamples([sound])))).toBe(0);
  });

  it('takes samples beyond full scale, constants and single frames', async () => {
    const detector = await open();
    const loud = speech().map((sample) => sample * 40);
    expect(share(await detector.judge(loud))).toBeGreaterThan(0.3);
    expect(share(await (await open()).judge(new Float32Array(5 * sampleRate).fill(0.5)))).toBeLessThan(0.1);
    expect(await (await open()).judge(Float32Array.of(1))).toHaveLength(1);
  });
}

function describeMemory(open: Open, speech: () => Float32Array): void {
  it('judges the same however many frames are asked about at once', async () => {
    const whole = await (await open()).judge(speech());
    const detector = await open();
    const parts: number[] = [];
    const { frameLength } = detector;
    for (let frames = 1, from = 0; from < speech().length; frames = (frames * 3) % 40 || 1) {
      parts.push(...(await detector.judge(speech().subarray(from, from + frames * frameLength))));
      from += frames * frameLength;
    }
    expect(parts).toEqual([...whole]);
  });

  it('keeps recordings apart, and begins each as if it were the first', async () => {
    const alone = await (await open()).judge(speech());
    const [first, second] = [await open(), await open()];
    const { frameLength } = first;
    const mixed: number[] = [];
    for (let from = 0; from < speech().length; from += 20 * frameLength) {
      const [flags] = await Promise.all([
        first.judge(speech().subarray(from, from + 20 * frameLength)),
        second.judge(makeSamples([noise(0.5, 0.5)])),
      ]);
      mixed.push(...flags);
    }
    expect(mixed).toEqual([...alone]);
    await first.close();
    await second.close();
    expect(await (await open()).judge(speech())).toEqual(alone);
  });

  it('may be closed twice, and refuses what was cancelled before', async () => {
    const detector = await open();
    const cancelled = detector.judge(speech(), AbortSignal.abort());
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    await detector.close();
    await expect(detector.close()).resolves.toBeUndefined();
  });
}

function share(flags: Uint8Array): number {
  return flags.reduce((sum, flag) => sum + flag, 0) / flags.length;
}
