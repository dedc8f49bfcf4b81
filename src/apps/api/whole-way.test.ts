import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSamples, makeWavHeader, silence, speech } from '../../../test/support/audio.ts';
import { createEditor } from '../../../test/support/editor.ts';
import { startTranscribingApi, type TranscribingApi } from '../../../test/support/transcribing.ts';
import type { RecordingBody } from './schemas/recording.ts';

/*
 * From the form to the corrected transcript, with everything that works in between.
 */
let here: TranscribingApi;
beforeAll(async () => {
  here = await startTranscribingApi();
}, 60_000);
afterAll(() => here.close());

/** Two people on a channel each, one after the other. */
function makeCall(): Buffer<ArrayBuffer> {
  const [left, right] = [makeSamples([speech(3), silence(4)]), makeSamples([silence(4), speech(3)])] as const;
  const samples = new Int16Array(left.length * 2);
  for (const [index, sample] of left.entries()) {
    samples[2 * index] = Math.round(sample * 32_767);
    samples[2 * index + 1] = Math.round((right[index] ?? 0) * 32_767);
  }
  const sound = Buffer.from(samples.buffer);
  const header = makeWavHeader({ dataBytes: sound.length, sampleRate: 16_000, channels: 2 });
  return Buffer.concat([header, sound]);
}

describe('a call of two channels', () => {
  test('comes out with a speaker for each, and is named and corrected', async () => {
    const { door } = here;
    const editor = createEditor(door);
    const form = new FormData();
    form.append('by_channel', 'true');
    form.append('hot_words', 'Efir');
    form.append('language', 'en');
    form.append('file', new Blob([makeCall()]), 'call.wav');
    const sent = await door.fetch('/v1/recordings', { key: door.key, method: 'POST', body: form });
    const { id, options } = (await sent.json()) as RecordingBody;
    expect(options).toEqual({ by_channel: true, hot_words: ['Efir'], language: 'en' });
    const stateOf = async () => ((await (await editor.get(id)).json()) as RecordingBody).state;
    await expect.poll(stateOf, { timeout: 60_000, interval: 100 }).toBe('succeeded');

    const { segments, speakers } = await editor.read(id);
    expect(speakers?.map((one) => one.id)).toEqual(['S1', 'S2']);
    expect([segments[0]?.speaker, segments.at(-1)?.speaker]).toEqual(['S1', 'S2']);
    expect(segments.at(-1)?.start).toBeGreaterThan(3);

    await editor.name(id, 'S2', { name: 'Anna' });
    const last = segments.length - 1;
    const words = segments[last]?.words ?? [];
    const text = `${segments[last]?.text} indeed`;
    expect((await editor.correct(id, last, { text, version: 2 })).status).toBe(200);
    const corrected = await editor.read(id);
    expect(corrected.segments[last]?.words.slice(0, words.length)).toEqual(words);
    const plain = await (await editor.get(`${id}/transcript?format=txt`)).text();
    expect(plain).toContain('Anna: ');
    expect(plain).toContain(' indeed');
  }, 90_000);
});
