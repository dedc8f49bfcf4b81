import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleRate } from '../../src/ports/media-tool.ts';
import type { RecognisedPiece, SpeechEngine } from '../../src/ports/speech-engine.ts';
import { makeSamples, noise } from '../support/audio.ts';

export interface SpeechEngineUnderTest {
  open(): Promise<SpeechEngine>;
  /** Something that the engine finds words in; 16 kHz mono. */
  speech(): Promise<Float32Array>;
  /** The model takes noise for a letter now and then, which is its own affair. */
  readonly hearsNoise?: true;
  /** The truth, where there is one: texts exactly, starts within 0.03 s and ends within 0.12 s. */
  readonly truth?: readonly { readonly text: string; readonly start: number; readonly end: number }[];
}

/** What every speech engine has to keep; its own description decides what is demanded beyond that. */
export function describeSpeechEngine(name: string, subject: SpeechEngineUnderTest): void {
  describe(`speech engine: ${name}`, () => {
    let engine: SpeechEngine;
    let samples: Float32Array;
    let alone: RecognisedPiece;
    beforeAll(async () => {
      engine = await subject.open();
      samples = await subject.speech();
      alone = await engine.recognise({ samples }, {});
    });
    afterAll(() => engine?.close());

    const facts = () => ({ engine, samples, alone });
    describeWords(facts, subject);
    describeOddPieces(facts);
    describeCancellation(facts);
  });
}

/** `alone`: what the engine heard in the samples while nothing else was asked of it. */
type Facts = () => { engine: SpeechEngine; samples: Float32Array; alone: RecognisedPiece };

function describeWords(facts: Facts, { truth, hearsNoise }: SpeechEngineUnderTest): void {
  it('says what it is, in bounds that the packer of pieces can use', () => {
    const { description } = facts().engine;
    expect(description.engine).not.toBe('');
    expect(description.model).not.toBe('');
    expect(description.maxPieceSeconds).toBeGreaterThan(5);
    expect(description.maxPieceSeconds).toBeLessThanOrEqual(30);
    const { languages } = description;
    expect(languages === 'any' || languages.every((code) => /^[a-z]{2,3}$/.test(code))).toBe(true);
  });

  it('finds words, in order, inside the piece, with what its capabilities promise', async () => {
    const { engine, samples, alone: piece } = facts();
    expect(piece.words.length).toBeGreaterThan(0);
    expect(piece.text).toBe(piece.words.map((word) => word.text).join(' '));
    expectSoundWords(piece, samples.length / sampleRate);
    const { confidence, detectsLanguage } = engine.description.capabilities;
    for (const word of piece.words) expect(word.confidence !== undefined).toBe(confidence);
    if (detectsLanguage) expect(piece.language).toMatch(/^[a-z]{2,3}$/);
  });

  it('gives the same words for the same piece again', async () => {
    const { engine, samples, alone } = facts();
    expect(await engine.recognise({ samples }, {})).toEqual(alone);
  });

  it('keeps pieces apart that are recognised at once', async () => {
    const { engine, samples, alone } = facts();
    const quiet = new Float32Array(sampleRate);
    const pieces = await Promise.all(
      [samples, quiet, samples].map((one) => engine.recognise({ samples: one }, {})),
    );
    expect(pieces.map((piece) => piece.text)).toEqual([alone.text, '', alone.text]);
  });

  it('takes as many pieces at once as it says, and each gets its own answer', async () => {
    const { engine, samples, alone } = facts();
    const { streams } = engine.description;
    expect(Number.isInteger(streams) && streams >= 1).toBe(true);
    const part = samples.slice(0, Math.floor(samples.length / 2));
    const texts = [alone.text, (await engine.recognise({ samples: part }, {})).text];
    const asked = Array.from({ length: streams + 1 }, (_, place) => (place % 2 === 0 ? samples : part));
    const answers = await Promise.all(asked.map((one) => engine.recognise({ samples: one }, {})));
    expect(answers.map((piece) => piece.text)).toEqual(asked.map((_, place) => texts[place % 2]));
  });

  it('hears a piece again with other settings', async () => {
    const { engine, samples } = facts();
    const piece = await engine.recognise({ samples }, { again: true });
    expect(piece.words.length).toBeGreaterThan(0);
    expectSoundWords(piece, samples.length / sampleRate);
    if (truth) expectTruth(piece, truth, 0.1);
    // It is the next one's as little as the one before's.
    const plain = await engine.recognise({ samples }, {});
    if (truth) expectTruth(plain, truth, 0.03);
  });

  it('takes hot words of every kind, and without the capability they change nothing', async () => {
    const { engine, samples, alone } = facts();
    const hotWords = ['country', 'Ёлка', '/:#@', 'два слова', 'x'.repeat(100), '北京'];
    const piece = await engine.recognise({ samples }, { hotWords });
    expectSoundWords(piece, samples.length / sampleRate);
    if (!engine.description.capabilities.hotWords) expect(piece.text).toBe(alone.text);
  });

  if (!truth) return;
  const noises = hearsNoise ? [] : [0.003, 0.05, 0.5];
  it.each(noises)('finds nothing in noise of level %d', async (level) => {
    const samples = makeSamples([noise(8, level)]);
    expect((await facts().engine.recognise({ samples }, {})).words).toEqual([]);
  });

  it('hears exactly what was said, when it was said', async () => {
    const { engine, samples } = facts();
    expectTruth(await engine.recognise({ samples }, {}), truth, 0.03);
  });
}

function describeOddPieces(facts: Facts): void {
  it.each([0, 1, 10, 399, 4000])('finds nothing in %i samples of silence', async (count) => {
    const piece = await facts().engine.recognise({ samples: new Float32Array(count) }, {});
    expect(piece).toMatchObject({ text: '', words: [] });
  });

  it('finds nothing in seconds of silence', async () => {
    const piece = await facts().engine.recognise({ samples: new Float32Array(6 * sampleRate) }, {});
    expect(piece).toMatchObject({ text: '', words: [] });
  });

  it('takes a piece of the greatest length', async () => {
    const { engine, samples } = facts();
    const long = new Float32Array(engine.description.maxPieceSeconds * sampleRate);
    long.set(samples.subarray(0, Math.min(samples.length, 2 * sampleRate)), long.length - 2 * sampleRate);
    const piece = await engine.recognise({ samples: long }, {});
    expectSoundWords(piece, long.length / sampleRate);
  });

  it('takes samples beyond full scale', async () => {
    const { engine, samples } = facts();
    const piece = await engine.recognise({ samples: samples.map((sample) => sample * 40) }, {});
    expectSoundWords(piece, samples.length / sampleRate);
  });
}

function describeCancellation(facts: Facts): void {
  it('refuses a piece whose signal has fired before', async () => {
    const { engine, samples } = facts();
    const call = engine.recognise({ samples }, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('gives a piece up, and serves the next', async () => {
    const { engine, samples } = facts();
    const controller = new AbortController();
    const call = engine.recognise({ samples }, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    const piece = await engine.recognise({ samples }, {});
    expect(piece.words.length).toBeGreaterThan(0);
  });
}

/** Texts exactly; starts within `tolerance` seconds, ends within 0.12 s. */
function expectTruth(
  { words }: Pick<RecognisedPiece, 'words'>,
  truth: NonNullable<SpeechEngineUnderTest['truth']>,
  tolerance: number,
): void {
  expect(words.map((word) => word.text)).toEqual(truth.map((word) => word.text));
  for (const [index, word] of words.entries()) {
    expect(Math.abs(word.start - (truth[index]?.start ?? 0))).toBeLessThan(tolerance);
    expect(Math.abs(word.end - (truth[index]?.end ?? 0))).toBeLessThan(0.12);
  }
}

function expectSoundWords(piece: RecognisedPiece, seconds: number): void {
  let last = 0;
  for (const word of piece.words) {
    expect(word.text.trim()).toBe(word.text);
    expect(word.text).not.toBe('');
    expect(word.start).toBeGreaterThanOrEqual(last);
    expect(word.end).toBeGreaterThanOrEqual(word.start);
    expect(word.end).toBeLessThanOrEqual(seconds + 0.001);
    expect(word.confidence ?? 0).toBeGreaterThanOrEqual(0);
    expect(word.confidence ?? 0).toBeLessThanOrEqual(1);
    last = word.start;
  }
}
