import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Segment } from '../../../wire/event-message.ts';
import { assembleTranscript } from '../assemble-transcript.ts';
import type { Transcript } from '../transcript.ts';
import { formatTranscript } from './index.ts';
import {
  createDeltas,
  tellDiarized,
  tellDiarizedSegments,
  tellTranscription,
  tellVerbose,
} from './openai.ts';

const both = ['word', 'segment'] as const;

const word = fc.record({
  text: fc.oneof(
    fc.constantFrom('слово,', 'word', '今日', 'は。', 'ไทย'),
    fc.string({ minLength: 1, maxLength: 9 }),
  ),
  length: fc.double({ min: 0, max: 2, noNaN: true }),
  confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
});
const segment = fc.record({
  words: fc.array(word, { maxLength: 8 }),
  speaker: fc.option(fc.constantFrom('SPEAKER_01', 'SPEAKER_00', 'Ann'), { nil: undefined }),
});

/** Transcripts as they are assembled from what workers report. */
const arbitraryTranscript = fc.array(segment, { maxLength: 12 }).map((parts): Transcript => {
  let time = 0;
  const segments = parts.map(({ words, speaker }, index): Segment => {
    const start = time;
    const timed = words.map(({ length, confidence, text }) => {
      const begin = time;
      time += length;
      return { text, start: begin, end: time, ...(confidence === undefined ? {} : { confidence }) };
    });
    const text = words.map((one) => one.text).join(' ');
    return { index, start, end: time, text, words: timed, ...(speaker === undefined ? {} : { speaker }) };
  });
  return assembleTranscript({
    ...{ language: 'en', duration: time, engine: 'test', model: 'words', quality: 'full' },
    ...{ notes: [], segments },
  });
});
const holds = (check: (transcript: Transcript) => void | Promise<void>) =>
  fc.assert(
    fc.asyncProperty(arbitraryTranscript, async (one) => check(one)),
    { numRuns: 300 },
  );

describe('the forms of the OpenAI API', () => {
  it('agree about the text: whole, in segments, in a stream, in words', async () => {
    await holds((transcript) => {
      const { text } = tellTranscription(transcript);
      const verbose = tellVerbose(transcript, both);
      const nextDelta = createDeltas();
      expect(text).toBe(transcript.text);
      expect(verbose.text).toBe(text);
      expect(verbose.segments?.map((one) => one.text).join('')).toBe(text);
      expect(transcript.segments.map((one) => nextDelta(one.text)).join('')).toBe(text);
      expect(tellDiarized(transcript).text).toBe(text);
      const letters = (line: string) => line.replace(/\s/g, '');
      expect(letters((verbose.words ?? []).map((one) => one.word).join(''))).toBe(letters(text));
    });
  });

  it('agree about times, and say them in JSON', async () => {
    await holds((transcript) => {
      const verbose = JSON.parse(JSON.stringify(tellVerbose(transcript, both)));
      const diarized = JSON.parse(JSON.stringify(tellDiarized(transcript)));
      for (const [index, { start, end }] of transcript.segments.entries()) {
        expect(verbose.segments[index]).toMatchObject({ id: index, start, end });
        expect(diarized.segments[index]).toMatchObject({ start, end });
        expect(verbose.segments[index].avg_logprob).toBeLessThanOrEqual(0);
        expect(verbose.segments[index].compression_ratio).toBeGreaterThan(0);
      }
      expect(JSON.stringify(tellTranscription(transcript, { logprobs: true }))).not.toContain('null');
    });
  });

  it('agree with the other formats about what was said', async () => {
    await holds(async (transcript) => {
      const letters = (line: string) => [...line.replaceAll('-->', '→').replace(/\s/g, '')].sort().join('');
      const mute = { ...transcript, segments: transcript.segments.map(({ speaker: _, ...one }) => one) };
      const lines = (await formatTranscript(mute, 'srt'))
        .split('\n')
        .filter((line) => !/^\d+$|^\d\d:\d\d:\d\d,\d{3} --> /.test(line));
      const said = mute.segments.flatMap((one) => one.words.map(({ text }) => text));
      // A word that is a number stands alone on a line of its own now and then: there nothing can be told apart.
      fc.pre(!said.some((text) => /^\s*\d+\s*$/.test(text)));
      expect(letters(lines.join(''))).toBe(letters(tellTranscription(mute).text));
    });
  });

  it('name speakers alike in a stream and at the end', async () => {
    await holds((transcript) => {
      expect(tellDiarizedSegments(transcript)).toEqual(tellDiarized(transcript).segments);
    });
  });
});

describe('speakers', () => {
  it('are letters in the order of their first words, and go on behind Z', () => {
    expect(nameAll(['x', 'y', 'x', undefined])).toEqual(['A', 'B', 'A', 'C']);
    const names = nameAll(Array.from({ length: 60 }, (_, index) => `s${index}`));
    expect([names[25], names[26], names[27], names.at(-1)]).toEqual(['Z', 'AA', 'AB', 'BH']);
  });

  it('are called by the names that people gave them, and letters go to the others', () => {
    const speakers = [
      { id: 'S1', seconds: 1 },
      { id: 'S2', name: 'Anna', seconds: 1 },
      { id: 'S3', seconds: 1 },
    ];
    expect(nameAll(['S2', 'S3', 'S1', 'S3'], speakers)).toEqual(['Anna', 'A', 'B', 'A']);
  });

  function nameAll(ids: readonly (string | undefined)[], speakers: Transcript['speakers'] = []) {
    const segments = ids.map((speaker, index) => ({
      ...{ index, start: 0, end: 1, text: 'a', words: [] },
      ...(speaker === undefined ? {} : { speaker }),
    }));
    return tellDiarizedSegments({ segments, speakers }).map(({ speaker }) => speaker);
  }
});

describe('verbose_json', () => {
  const make = (parts: Partial<Transcript>, one: Partial<Segment>): Transcript => ({
    ...{ language: 'ru', duration: 2, engine: 'test', model: 'words', quality: 'full', notes: [], text: 'a' },
    segments: [{ index: 0, start: 1.234, end: 2, text: 'a', words: [], ...one }],
    ...parts,
  });

  it('names the language in English, and gives a code without a name as it is', () => {
    expect(tellVerbose(make({}, {}), []).language).toBe('russian');
    expect(tellVerbose(make({ language: 'qqq' }, {}), []).language).toBe('qqq');
    expect(tellVerbose(make({ language: '' }, {}), []).language).toBe('');
    expect(tellVerbose(make({ language: 'No Language!' }, {}), []).language).toBe('no language!');
  });

  it('measures what can be measured, and doubts nothing where nothing is known', () => {
    const certain = { text: 'a', start: 1, end: 2, confidence: 1 };
    const words = [certain, { ...certain, confidence: Math.exp(-1) }, { text: 'a', start: 1, end: 2 }];
    const [measured] = tellVerbose(make({}, { words, text: 'na '.repeat(60) }), ['segment']).segments ?? [];
    expect(measured).toMatchObject({ avg_logprob: -0.5, seek: 123 });
    expect(measured?.compression_ratio).toBeGreaterThan(2.4);
    const [unknown] = tellVerbose(make({}, {}), ['segment']).segments ?? [];
    expect(unknown).toMatchObject({ avg_logprob: 0, no_speech_prob: 0, temperature: 0, tokens: [] });
  });
});
