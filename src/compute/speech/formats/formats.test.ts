import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getTexts } from '../../../texts/texts.ts';
import type { Segment } from '../../../wire/event-message.ts';
import { type Transcript, transcriptFormats, transcriptSchema } from '../transcript.ts';
import { contentTypes, formatTranscript } from './index.ts';

function makeTranscript(segments: readonly Partial<Segment>[], parts: Partial<Transcript> = {}): Transcript {
  const whole = segments.map((segment, index) => ({
    index,
    start: index * 3,
    end: index * 3 + 2,
    text: '',
    words: [],
    ...segment,
  }));
  return {
    language: 'en',
    duration: 60,
    engine: 'test',
    model: 'words',
    quality: 'full',
    notes: [],
    text: whole.map((segment) => segment.text).join(' '),
    segments: whole,
    ...parts,
  };
}

/** Words of half a second each. */
function timed(text: string, start: number): Partial<Segment> {
  const words = text
    .split(' ')
    .map((word, index) => ({ text: word, start: start + index / 2, end: start + index / 2 + 0.4 }));
  return { text, start, end: words.at(-1)?.end ?? start, words };
}

const texts = { text: (id: string) => `<${id}>` };
const hostile = 'a --> b & <i>c</i>\n\n2\n00:00:00,000 --> 00:00:09,000\tend';

describe('json', () => {
  it('is the transcript', async () => {
    const transcript = makeTranscript([timed('Hello there.', 1)], {
      notes: [{ code: 'no-speech', args: {} }],
    });
    expect(transcriptSchema.parse(JSON.parse(await formatTranscript(transcript, 'json')))).toEqual(
      transcript,
    );
  });

  it('is as the published schema says, and the schema says something of it', async () => {
    const schema = JSON.parse(await readFile('docs/transcript.schema.json', 'utf8'));
    const fits = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    const whole = makeTranscript(
      [
        { ...timed('Hello there.', 1), speaker: 'S1', language: 'en' },
        { start: 5, end: 6, unintelligible: true },
      ],
      {
        version: 3,
        speakers: [{ id: 'S1', name: 'Ann', seconds: 2 }],
        notes: [{ code: 'no-speech', args: {}, text: 'No speech was found.' }],
      },
    );
    const told = JSON.parse(await formatTranscript(whole, 'json'));
    expect(fits(told), JSON.stringify(fits.errors)).toBe(true);
    expect(fits({ ...told, later: 'what a later version says' })).toBe(true);
    expect(fits({ ...told, segments: [{ text: 'no times' }] })).toBe(false);
    const { segments: _segments, ...headless } = told;
    expect(fits(headless)).toBe(false);
  });
});

describe('txt', () => {
  it('makes paragraphs by pauses and speakers, notes first when they can be worded', async () => {
    const transcript = makeTranscript(
      [
        { text: 'One.', start: 0, end: 1 },
        { text: 'Two.', start: 1.5, end: 2 },
        { text: 'Three.', start: 6, end: 7 },
        { text: 'Four.', start: 7, end: 8, speaker: 'Ann' },
        { text: ' ', start: 8, end: 9, speaker: 'Ann' },
      ],
      { notes: [{ code: 'language-assumed', args: { language: 'en' } }] },
    );
    expect(await formatTranscript(transcript, 'txt')).toBe('One. Two.\n\nThree.\n\nAnn: Four.\n');
    expect(await formatTranscript(transcript, 'txt', { texts })).toBe(
      '[<note-language-assumed>]\n\nOne. Two.\n\nThree.\n\nAnn: Four.\n',
    );
    expect(await formatTranscript(makeTranscript([]), 'txt')).toBe('');
  });
});

describe('srt and vtt', () => {
  it('cut at words, in their time', async () => {
    const transcript = makeTranscript([
      timed(
        'This sentence is much too long for one subtitle of two lines, so that it has to become two of them.',
        10,
      ),
    ]);
    expect(await formatTranscript(transcript, 'srt')).toBe(
      [
        '1\n00:00:10,000 --> 00:00:15,917\nThis sentence is much too long\nfor one subtitle of two lines,\n',
        '2\n00:00:16,000 --> 00:00:20,400\nso that it has to become two of them.\n',
      ].join('\n'),
    );
  });

  it('divide a word that is longer than a line, sharing its time', async () => {
    const address = `https://example.org/${'a'.repeat(70)}`;
    const words = [{ text: address, start: 0, end: 3 }];
    const srt = await formatTranscript(makeTranscript([{ text: address, words, end: 3 }]), 'srt');
    expect(
      parseSrt(srt)
        .flatMap((cue) => cue.lines)
        .join('')
        .replaceAll(' ', ''),
    ).toBe(address);
    expect(
      parseSrt(srt)
        .flatMap((cue) => cue.lines)
        .every((line) => line.length <= 42),
    ).toBe(true);
    expect(parseSrt(srt).at(-1)?.end).toBeGreaterThanOrEqual(3);
  });

  it('write text that cannot pass for a time line, a tag or a new cue', async () => {
    const transcript = makeTranscript([{ text: hostile }]);
    const srt = await formatTranscript(transcript, 'srt');
    expect(srt.match(/-->/g)).toHaveLength(srt.match(/^\d\d:\d\d:\d\d,\d{3} --> /gm)?.length ?? -1);
    const vtt = await formatTranscript(transcript, 'vtt');
    expect(vtt.startsWith('WEBVTT\n\n')).toBe(true);
    expect(vtt).toContain('&amp;');
    expect(vtt).toContain('&lt;i&gt;');
    expect(vtt.match(/-->/g)).toHaveLength(vtt.match(/^\d\d:\d\d:\d\d\.\d{3} --> /gm)?.length ?? -1);
  });

  it('say who speaks where that changes', async () => {
    const transcript = makeTranscript([
      { text: 'Yes.', speaker: 'Ann' },
      { text: 'No.', speaker: 'Ann' },
      { text: 'Why?', speaker: 'Bob' },
    ]);
    expect(
      (await formatTranscript(transcript, 'srt')).split('\n').filter((line) => /[a-z]/i.test(line)),
    ).toEqual(['Ann: Yes.', 'No.', 'Bob: Why?']);
  });

  it('carry worded notes as comments', async () => {
    const transcript = makeTranscript([], { notes: [{ code: 'no-speech', args: {} }] });
    expect(await formatTranscript(transcript, 'vtt', { texts })).toBe(
      'WEBVTT\n\nNOTE &lt;note-no-speech&gt;\n',
    );
  });

  it('hold the rules whatever the words: two lines of 42, no overlap, nothing lost', async () => {
    const word = fc.record({
      text: fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), fc.constant('слово,')),
      start: fc.double({ min: 0, max: 50, noNaN: true }),
      length: fc.double({ min: 0, max: 3, noNaN: true }),
    });
    const property = fc.asyncProperty(
      fc.array(fc.array(word, { maxLength: 30 }), { maxLength: 4 }),
      async (sentences) => {
        const transcript = makeTranscript(
          sentences.map((words) => {
            const sorted = words
              .toSorted((a, b) => a.start - b.start)
              .map(({ text, start, length }) => ({ text, start, end: start + length }));
            return {
              text: sorted.map(({ text }) => text).join(' '),
              start: sorted[0]?.start ?? 0,
              end: sorted.at(-1)?.end ?? 0,
              words: sorted,
            };
          }),
        );
        const cues = parseSrt(await formatTranscript(transcript, 'srt'));
        cues.reduce((end, cue) => {
          expect(cue.start).toBeGreaterThanOrEqual(end);
          expect(cue.end).toBeGreaterThan(cue.start);
          expect(cue.lines.length).toBeLessThanOrEqual(2);
          for (const line of cue.lines) expect([...line].length).toBeLessThanOrEqual(42);
          return cue.end;
        }, 0);
        const letters = (text: string) =>
          [...text.replaceAll('-->', '→').replace(/[\s\p{Cc}]/gu, '')].sort().join('');
        const given = sentences
          .flat()
          .map(({ text }) => text)
          .filter((text) => text.trim() !== '');
        expect(letters(cues.flatMap((cue) => cue.lines).join(''))).toBe(letters(given.join('')));
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });
});

describe('speakers', () => {
  const segments = [
    { text: 'Yes.', speaker: 'S1' },
    { text: 'No.', speaker: 'S2' },
    { unintelligible: true as const, speaker: 'S2' },
    { text: 'Hm.' },
  ];
  const speakers = [
    { id: 'S1', seconds: 2 },
    { id: 'S2', name: ' <Ann>\n& "Bob" ', seconds: 4 },
  ];
  const transcript = makeTranscript(segments, { speakers });

  it('are called as people named them, else by number in the language of the reader, else by id', async () => {
    const russian = { texts: getTexts('ru') };
    expect(await formatTranscript(transcript, 'txt', russian)).toBe(
      'Говорящий 1: Yes.\n\n<Ann> & "Bob": No. [неразборчиво]\n\nHm.\n',
    );
    expect(await formatTranscript(transcript, 'txt', { times: true })).toBe(
      '[00:00:00] S1: Yes.\n\n[00:00:03] <Ann> & "Bob": No.\n\n[00:00:09] Hm.\n',
    );
    const stranger = makeTranscript([{ text: 'Yes.', speaker: 'caller' }]);
    expect(await formatTranscript(stranger, 'txt', russian)).toBe('caller: Yes.\n');
  });

  it('are a column more in tsv, where there are any', async () => {
    expect(await formatTranscript(transcript, 'tsv', { texts: getTexts('en') })).toBe(
      [
        'start\tend\ttext\tspeaker',
        '0\t2000\tYes.\tSpeaker 1',
        '3000\t5000\tNo.\t<Ann> & "Bob"',
        '6000\t8000\t[unintelligible]\t<Ann> & "Bob"',
        '9000\t11000\tHm.\t',
        '',
      ].join('\n'),
    );
  });

  it('are voices in vtt, escaped', async () => {
    const vtt = await formatTranscript(transcript, 'vtt', { texts: getTexts('en') });
    expect(vtt.split('\n').filter((line) => line.startsWith('<v ') || line === 'Hm.')).toEqual([
      '<v Speaker 1>Yes.',
      '<v &lt;Ann&gt; &amp; "Bob">No.',
      '<v &lt;Ann&gt; &amp; "Bob">[unintelligible]',
      'Hm.',
    ]);
  });
});

describe('tsv', () => {
  it('has milliseconds and one line per segment', async () => {
    const transcript = makeTranscript([
      { text: 'One.', start: 0.0004, end: 1.25 },
      { text: hostile, start: 2, end: 3 },
    ]);
    const lines = (await formatTranscript(transcript, 'tsv')).split('\n');
    expect(lines.slice(0, 2)).toEqual(['start\tend\ttext', '0\t1250\tOne.']);
    expect(lines).toHaveLength(4);
    expect(lines[2]?.split('\t')).toHaveLength(3);
  });
});

it('names a content type for every format', async () => {
  expect(Object.keys(contentTypes).sort()).toEqual([...transcriptFormats].sort());
});

function parseSrt(srt: string) {
  const seconds = (clock: string) =>
    clock
      .split(/[:,]/)
      .map(Number)
      .reduce((sum, part, place) => sum + part * ([3600, 60, 1, 0.001][place] ?? 0), 0);
  const blocks = srt === '' ? [] : srt.replace(/\n$/, '').split('\n\n');
  return blocks.map((block, index) => {
    const [number, times = '', ...lines] = block.split('\n');
    expect(number).toBe(`${index + 1}`);
    const [start = '', end = ''] = times.split(' --> ');
    return { start: seconds(start), end: seconds(end), lines };
  });
}
