import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { block, say, tell } from '../../../test/support/told-blocks.ts';
import type { Segment } from '../../wire/event-message.ts';
import { assignSpeakers } from './assign-speakers.ts';
import { decodeEmbedding } from './speakers/voice-embedding.ts';

describe('words to speakers', () => {
  const talk = [
    block(
      [
        [0, 3, 1],
        [3.2, 6, 0],
        [6.1, 9, 1],
      ],
      [
        [4, 2.8],
        [5, 5.9],
      ],
    ),
  ];

  it('numbers speakers in the order of their first words, and keeps what they sound like', () => {
    const { segments, speakers, notes } = assignSpeakers([say(0, 0, 'one two'), say(1, 3.3, 'three')], talk);
    expect(tell(segments)).toEqual(['S1: one two', 'S2: three']);
    expect(speakers.map(({ id, seconds }) => ({ id, seconds }))).toEqual([
      { id: 'S1', seconds: 5.9 },
      { id: 'S2', seconds: 2.8 },
    ]);
    expect(decodeEmbedding(speakers[0]?.embedding ?? '')[5]).toBeCloseTo(1);
    expect(notes).toEqual([]);
  });

  it('divides a segment between the words where the speaker changes, and numbers anew', () => {
    const { segments } = assignSpeakers([say(0, 0.5, 'a b c d. e f g h i'), say(1, 6.5, 'j k')], talk);
    expect(tell(segments)).toEqual(['S1: a b c d. e', 'S2: f g h i', 'S1: j k']);
    expect(segments.map(({ index, start, end }) => [index, start, end])).toEqual([
      [0, 0.5, 2.9],
      [1, 3, 4.9],
      [2, 6.5, 7.4],
    ]);
  });

  it('gives words outside of all turns to the nearest one, and those far from all to the words beside them', () => {
    const far = [
      block(
        [
          [0, 2, 0],
          [30, 33, 1],
        ],
        [
          [0, 2],
          [1, 3],
        ],
      ),
    ];
    const { segments } = assignSpeakers(
      [say(0, 1, 'a b c d e f'), say(1, 29.2, 'g h'), say(2, 50, 'i')],
      far,
    );
    expect(tell(segments)).toEqual(['S1: a b c d e f', 'S2: g h', 'S2: i']);
  });

  it('lets who spoke before go on where two speak at once', () => {
    const both = [
      block(
        [
          [0, 5, 0],
          [2, 3.5, 1],
          [4.4, 9, 1],
        ],
        [
          [0, 5],
          [1, 6],
        ],
      ),
    ];
    const { segments } = assignSpeakers([say(0, 0, 'a b c d e f g h i j k l m n')], both);
    expect(tell(segments)).toEqual(['S1: a b c d e f g h i j', 'S2: k l m n']);
  });

  it('leaves a word to whoever surely throws it in, and not to one whose turn begins too early', () => {
    const interrupted = [
      block(
        [
          [0, 1.95, 0],
          [2, 2.45, 1],
          [2.5, 5, 0],
        ],
        [
          [0, 5],
          [1, 0.45],
        ],
      ),
    ];
    const thrown = assignSpeakers([say(0, 0, 'a b c d no! f g h')], interrupted, { exactly: 2 });
    expect(tell(thrown.segments)).toEqual(['S1: a b c d', 'S2: no!', 'S1: f g h']);
    const blurred = [
      block(
        [
          [0, 2.45, 0],
          [2.05, 2.4, 1],
          [2.5, 5, 0],
        ],
        [
          [0, 5],
          [1, 2],
        ],
      ),
    ];
    expect(tell(assignSpeakers([say(0, 0, 'a b c d e f g h')], blurred).segments)).toEqual([
      'S1: a b c d e f g h',
    ]);
    const clipped = [
      block(
        [
          [0, 2.1, 0],
          [2.28, 9, 1],
        ],
        [
          [0, 2],
          [1, 6],
        ],
      ),
    ];
    expect(tell(assignSpeakers([say(0, 0, 'a b c d e.'), say(1, 2.6, 'f g')], clipped).segments)).toEqual([
      'S1: a b c d e.',
      'S2: f g',
    ]);
  });

  it('gives segments without times of words to whoever speaks most in them', () => {
    const plain = (index: number, start: number, end: number): Segment => ({
      ...{ index, start, end, text: `t${index}` },
      words: [],
    });
    const { segments } = assignSpeakers([plain(0, 0, 4), plain(1, 2.8, 8), plain(2, 8, 8.5)], talk);
    expect(tell(segments)).toEqual(['S1: t0', 'S2: t1', 'S1: t2']);
  });

  it('keeps what else a segment carries, in each of its parts', () => {
    const told = { ...say(0, 2, 'a b c d e'), language: 'ru', piece: 7 };
    const { segments } = assignSpeakers([told], talk);
    expect(segments.map(({ language, piece }) => [language, piece])).toEqual([
      ['ru', 7],
      ['ru', 7],
    ]);
  });

  it('joins no blanks into scripts that are written without', () => {
    const { segments } = assignSpeakers([say(0, 2, '你 好 吗 我 很 好')], talk);
    expect(tell(segments)).toEqual(['S1: 你好', 'S2: 吗我很好']);
  });

  it('changes nothing where nobody was heard', () => {
    const told = [say(0, 0, 'a b'), say(1, 3, 'c')];
    expect(assignSpeakers(told, [])).toEqual({ segments: told, speakers: [], notes: [] });
    const missed = { code: 'speaker-count-missed', args: { wanted: 2, found: 0 } };
    expect(assignSpeakers(told, [], { exactly: 2 }).notes).toEqual([missed]);
    expect(assignSpeakers(told, [block([], [])], { exactly: 2 }).segments).toEqual(told);
    expect(assignSpeakers([], talk, { exactly: 2 })).toEqual({ segments: [], speakers: [], notes: [] });
  });
});

const seconds = fc.integer({ min: 0, max: 600 }).map((tenths) => tenths / 10);
const anyWord = fc.record({ start: seconds, length: fc.integer({ min: 0, max: 9 }) });
const anyBlock = fc.record({
  turns: fc.array(fc.tuple(seconds, seconds, fc.integer({ min: 0, max: 3 })), { maxLength: 12 }),
  people: fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 200 })), {
    minLength: 4,
    maxLength: 4,
  }),
});
const anyCount = fc.record({ exactly: fc.integer({ min: 1, max: 5 }) }, { requiredKeys: [] });

test('whatever is heard: every word stays, in its order and in its part, and speakers are numbered by first words', () => {
  const anySentences = fc.array(fc.array(anyWord, { maxLength: 6 }), { maxLength: 6 });
  const property = fc.property(
    anySentences,
    fc.array(anyBlock, { maxLength: 4 }),
    anyCount,
    (sentences, drawn, count) => {
      const segments: Segment[] = sentences.map((drawnWords, index) => {
        const words = drawnWords
          .toSorted((one, other) => one.start - other.start)
          .map(({ start, length }, place) => ({
            text: `w${index}.${place}`,
            start,
            end: start + length / 10,
          }));
        const end = Math.max(0, ...words.map((word) => word.end));
        return {
          index,
          start: words[0]?.start ?? 0,
          end,
          text: words.map((word) => word.text).join(' '),
          words,
        };
      });
      const blocks = drawn.map(({ turns, people }) =>
        block(
          turns.map(([one, other, voice]) => [Math.min(one, other), Math.max(one, other), voice]),
          people.map(([person, tenths]) => [person, tenths / 10]),
        ),
      );
      const { segments: told, speakers } = assignSpeakers(segments, blocks, count);
      expect(told.flatMap((segment) => segment.words)).toEqual(segments.flatMap((segment) => segment.words));
      expect(told.map((segment) => segment.index)).toEqual(told.map((_, place) => place));
      for (const { start, end, words, text } of told) {
        expect(text).toBe(words.map((word) => word.text).join(' '));
        for (const word of words) {
          expect(word.start).toBeGreaterThanOrEqual(start);
          expect(word.end).toBeLessThanOrEqual(end);
        }
      }
      const inOrder = [
        ...new Set(told.map((segment) => segment.speaker).filter((speaker) => speaker !== undefined)),
      ];
      expect(inOrder).toEqual(speakers.map((speaker) => speaker.id));
      expect(inOrder).toEqual(inOrder.map((_, place) => `S${place + 1}`));
      expect(assignSpeakers(segments, blocks, count)).toEqual({
        segments: told,
        speakers,
        notes: expect.anything(),
      });
    },
  );
  fc.assert(property, { numRuns: 300 });
});
