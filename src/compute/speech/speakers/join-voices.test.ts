import { describe, expect, it } from 'vitest';
import { block, say } from '../../../../test/support/told-blocks.ts';
import type { SpeakerCount } from '../../../wire/event-message.ts';
import { assignSpeakers } from '../assign-speakers.ts';
import type { DiarizedTurns } from './speech-map.ts';
import { encodeEmbedding } from './voice-embedding.ts';

describe('voices to speakers', () => {
  /** Everybody says a word in the middle of each turn. */
  function whoSpeaks(blocks: readonly DiarizedTurns[], count: SpeakerCount = {}) {
    const turns = blocks.flatMap((one) => one.turns).toSorted((one, other) => one.start - other.start);
    const segments = turns.map((turn, index) => say(index, (turn.start + turn.end) / 2 - 0.2, `w${index}`));
    const { segments: told, speakers, notes } = assignSpeakers(segments, blocks, count);
    return { said: told.map((segment) => segment.speaker).join(' '), count: speakers.length, notes };
  }

  it('knows a person again in other blocks, whatever the number of the voice there', () => {
    const blocks = [
      block(
        [
          [0, 10, 0],
          [11, 20, 1],
        ],
        [
          [3, 10],
          [7, 9],
        ],
      ),
      block(
        [
          [600, 610, 0],
          [611, 620, 1],
          [621, 630, 2],
        ],
        [
          [7, 10, 0.4],
          [9, 9],
          [3, 9, 0.3],
        ],
      ),
      block([[1200, 1210, 0]], [[9, 10, 0.5]]),
    ];
    expect(whoSpeaks(blocks)).toEqual({ said: 'S1 S2 S2 S3 S1 S3', count: 3, notes: [] });
  });

  it('joins two voices of one block that sound like one person', () => {
    const blocks = [
      block(
        [
          [0, 10, 0],
          [11, 20, 1],
          [21, 30, 2],
        ],
        [
          [3, 10],
          [3, 9, 0.6],
          [5, 9],
        ],
      ),
    ];
    expect(whoSpeaks(blocks).said).toBe('S1 S1 S2');
  });

  it('gives a voice of a second to whom it is most like', () => {
    const blocks = [
      block(
        [
          [0, 10, 0],
          [11, 20, 1],
          [21, 22, 2],
        ],
        [
          [3, 10],
          [5, 9],
          [5, 1, 3],
        ],
      ),
    ];
    expect(whoSpeaks(blocks)).toMatchObject({ said: 'S1 S2 S2', count: 2 });
  });

  it('keeps to the number that is asked for: a cough is given up before a person', () => {
    const blocks = [
      block(
        [
          [0, 40, 0],
          [41, 70, 1],
          [71, 74, 2],
        ],
        [
          [3, 40],
          [5, 29],
          [6, 3],
        ],
      ),
    ];
    expect(whoSpeaks(blocks).count).toBe(3);
    expect(whoSpeaks(blocks, { exactly: 2 })).toEqual({
      said: expect.stringMatching(/^S1 S2 S/),
      count: 2,
      notes: [],
    });
    expect(whoSpeaks(blocks, { most: 1 })).toEqual({ said: 'S1 S1 S1', count: 1, notes: [] });
    expect(whoSpeaks(blocks, { least: 2, most: 5 }).count).toBe(3);
  });

  it('keeps voices apart that sound alike, where more people are known to speak', () => {
    const alike = [
      block(
        [
          [0, 40, 0],
          [41, 70, 1],
          [71, 74, 2],
        ],
        [
          [3, 40],
          [3, 29, 0.5],
          [3, 1.2, 0.7],
        ],
      ),
    ];
    expect(whoSpeaks(alike).count).toBe(1);
    expect(whoSpeaks(alike, { least: 2 })).toMatchObject({ count: 2, notes: [] });
    expect(whoSpeaks(alike, { exactly: 3 })).toMatchObject({ count: 3, notes: [] });
  });

  it('says so when there are not as many as asked for', () => {
    const two = [
      block(
        [
          [0, 10, 0],
          [11, 20, 1],
        ],
        [
          [3, 10],
          [5, 9],
        ],
      ),
    ];
    const missed = (wanted: number) => [{ code: 'speaker-count-missed', args: { wanted, found: 2 } }];
    expect(whoSpeaks(two, { exactly: 4 }).notes).toEqual(missed(4));
    expect(whoSpeaks(two, { least: 3 }).notes).toEqual(missed(3));
    expect(whoSpeaks(two, { least: 1, most: 2 }).notes).toEqual([]);
  });

  it('does not mix up voices that two different models measured', () => {
    const other = { voice: 0, seconds: 9, embedding: encodeEmbedding(Float32Array.from([1, 0])) };
    const blocks = [
      block([[0, 10, 0]], [[3, 10]]),
      { turns: [{ start: 600, end: 609, voice: 0 }], voices: [other] },
      { turns: [{ start: 700, end: 709, voice: 0 }], voices: [{ ...other, embedding: '' }] },
      block([[800, 809, 0]], [[3, 9]]),
    ];
    expect(whoSpeaks(blocks).said).toBe('S1 S2 S3 S1');
  });

  it('finds all of ten in ten hours, each block with an order of its own', () => {
    const blocks = Array.from({ length: 60 }, (_, place) =>
      block(
        Array.from({ length: 60 }, (_turn, turn) => [
          place * 600 + turn * 10,
          place * 600 + turn * 10 + 9,
          (turn + place * 3) % 10,
        ]),
        // Voices are numbered otherwise in each block; each person is one of them.
        Array.from({ length: 10 }, (_voice, voice) => [
          (voice * 7 + place) % 10,
          54,
          ((voice + place) % 5) / 10,
        ]),
      ),
    );
    const segments = blocks.flatMap(({ turns }, place) =>
      turns.map((turn, at) => say(place * 60 + at, turn.start + 0.5, 'a b c d e f g h i j k l m n o p')),
    );
    const { segments: told, speakers } = assignSpeakers(segments, blocks);
    expect(speakers.length).toBe(10);
    expect(told.length).toBe(3600);
    const owners = new Map<number, Set<string | undefined>>();
    told.forEach(({ speaker }, at) => {
      const [place, turn] = [Math.floor(at / 60), at % 60];
      const person = (((turn + place * 3) % 10) * 7 + place) % 10;
      owners.set(person, (owners.get(person) ?? new Set()).add(speaker));
    });
    expect([...owners.values()].map((names) => names.size)).toEqual(new Array(10).fill(1));
  });
});
