import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { happen, makePiece, succeeded, uploadRecording } from '../../../test/support/recordings.ts';
import type { RecordingId } from '../../core/ids.ts';
import type { Segment } from '../../wire/event-message.ts';
import type { Happening } from '../../work/effects.ts';
import { getTranscript } from './index.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

const started: Happening = { type: 'started', worker_id: 'a-worker' };

function say(index: number, start: number, text: string, more: Partial<Segment> = {}): Segment {
  const words = text
    .split(' ')
    .map((word, place) => ({ text: word, start: start + place / 2, end: start + place / 2 + 0.4 }));
  return { index, start, end: words.at(-1)?.end ?? start, text, words, ...more };
}

/** Two people, four seconds each, in turn; the voice of each points into a direction of its own. */
function makeTurns(block: number, from: number, first: number): Happening {
  return {
    type: 'turns',
    block,
    turns: [
      { start: from, end: from + 4, voice: 0 },
      { start: from + 4, end: from + 8, voice: 1 },
    ],
    voices: [0, 1].map((voice) => ({
      voice,
      seconds: 4,
      embedding: Buffer.from(Float32Array.of(...(voice === first ? [1, 0] : [0, 1])).buffer).toString(
        'base64',
      ),
    })),
    processed: from + 8,
  };
}

const read = async (id: string) =>
  (await getTranscript(door.db.database, door.tenantId, id as RecordingId)).transcript;
const told = async (id: string) =>
  (await read(id)).segments.map(({ index, speaker = '?', text }) => `${index} ${speaker}: ${text}`);
const count = async (table: string, id: string) =>
  (await door.db.query(`select 1 from ${table} where recording_id = $1`, [id])).length;

const ended = (more: object = {}): Happening => ({ ...succeeded, blocks: 2, ...more }) as Happening;

test('what earlier runs could not understand is noted as well, where the last one tells its own part only', async () => {
  const { id } = await uploadRecording(door);
  const mumble = (index: number, start: number, end: number): Segment => ({
    ...{ index, start, end, text: '', unintelligible: true, words: [] },
  });
  await happen(door, id, [started, makePiece(0, [mumble(0, 1, 6.5), say(1, 8, 'a b')])]);
  const notes = [{ code: 'unintelligible-parts', args: { count: 1, seconds: 3 } }];
  await happen(door, id, [started, makePiece(1, [mumble(2, 20, 23)]), { ...succeeded, notes } as Happening]);
  const whole = [{ code: 'unintelligible-parts', args: { count: 2, seconds: 8.5 } }];
  expect((await read(id)).notes).toEqual(whole);
  const [completed] = await door.db.query<{ data: { notes: unknown } }>(
    `select data from recording_events where recording_id = $1 and type = 'completed'`,
    [id],
  );
  expect(completed?.data.notes).toEqual(whole);
});

describe('speakers of a recording', () => {
  test('are joined over its blocks when it is done, and have its segments divided between them', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, [
      started,
      makePiece(0, [say(0, 1, 'a b c d e f g h', { language: 'de' })]),
      makePiece(1, [say(1, 11, 'i j'), say(2, 15, 'k l')]),
      makeTurns(0, 0, 0),
    ]);
    expect(await count('diarized_blocks', id)).toBe(1);
    await happen(door, id, [makeTurns(1, 10, 1), ended({ speakers: { exactly: 2 } })]);
    expect(await told(id)).toEqual(['0 S1: a b c d e f', '1 S2: g h', '2 S2: i j', '3 S1: k l']);
    const transcript = await read(id);
    expect(transcript.speakers).toEqual([
      { id: 'S1', seconds: 8 },
      { id: 'S2', seconds: 8 },
    ]);
    expect(transcript.segments.map((segment) => segment.language)).toEqual([
      'de',
      'de',
      undefined,
      undefined,
    ]);
    expect(transcript.notes.map((note) => note.code)).toEqual(['low-quality-engine']);
    expect(await count('diarized_blocks', id)).toBe(0);
    const kept = await door.db.query<{ id: string; embedding: Buffer }>(
      'select id, embedding from speakers where recording_id = $1 order by id',
      [id],
    );
    expect(kept.map(({ embedding }) => embedding.readFloatLE(0))).toEqual([1, 0]);
    const pieces = await door.db.query<{ piece: number }>(
      'select piece from segments where recording_id = $1 order by index',
      [id],
    );
    expect(pieces.map((row) => row.piece)).toEqual([0, 0, 1, 1]);
  });

  test('are told as a revision right before the end, with the notes that came of it', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, [
      started,
      makePiece(0, [say(0, 1, 'a b c d e f g h')]),
      makeTurns(0, 0, 0),
      ended({ blocks: 1, speakers: { least: 5 } }),
    ]);
    const events = await door.db.query<{ type: string; data: Record<string, unknown> }>(
      'select type, data from recording_events where recording_id = $1 order by number',
      [id],
    );
    expect(events.slice(-3).map((event) => event.type)).toEqual(['revised', 'completed', 'state']);
    expect(events.at(-3)?.data).toEqual({ version: 1, reason: 'speakers' });
    expect(events.at(-2)?.data['notes']).toContainEqual({
      code: 'speaker-count-missed',
      args: { wanted: 5, found: 2 },
    });
  });

  test('stay untold where voices could not be told apart to the end', async () => {
    const { id } = await uploadRecording(door);
    const notes = [{ code: 'diarization-unavailable', args: { reason: 'failed' } }];
    await happen(door, id, [
      started,
      makePiece(0, [say(0, 1, 'a b c d e f g h')]),
      makeTurns(0, 0, 0),
      ended({ blocks: 1, notes }),
    ]);
    expect(await told(id)).toEqual(['0 ?: a b c d e f g h']);
    expect((await read(id)).speakers).toBeUndefined();
    expect(await count('diarized_blocks', id)).toBe(0);
  });

  test('are those that segments name, each channel or whatever another program calls them', async () => {
    const { id } = await uploadRecording(door);
    const pieces = [say(0, 1, 'a b', { speaker: 'S2' }), say(1, 3, 'c', { speaker: 'Anna' }), say(2, 5, 'd')];
    await happen(door, id, [started, makePiece(0, pieces), ended({ blocks: 0 })]);
    expect(await told(id)).toEqual(['0 S2: a b', '1 Anna: c', '2 ?: d']);
    const rows = await door.db.query(
      'select id, round(seconds::numeric, 1)::float as seconds, embedding from speakers where recording_id = $1 order by id desc',
      [id],
    );
    expect(rows).toEqual([
      { id: 'S2', seconds: 0.9, embedding: null },
      { id: 'Anna', seconds: 0.4, embedding: null },
    ]);
  });

  test('begin anew where another program begins from the start', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, [started, makePiece(0, [say(0, 1, 'a b c')]), makeTurns(0, 0, 0)]);
    await happen(door, id, [{ type: 'restarted' }]);
    expect(await count('diarized_blocks', id)).toBe(0);
    await happen(door, id, [makePiece(0, [say(0, 1, 'x y z')]), ended({ blocks: 0 })]);
    expect(await told(id)).toEqual(['0 ?: x y z']);
  });

  test('are found among thousands of segments', async () => {
    const { id } = await uploadRecording(door);
    const segments = Array.from({ length: 8000 }, (_, index) => say(index, index * 4 + 0.2, 'a b c d e f g'));
    for (let piece = 0; piece < 8; piece++) {
      await happen(door, id, [makePiece(piece, segments.slice(piece * 1000, piece * 1000 + 1000))]);
    }
    const many = (block: number): Happening => {
      const one = makeTurns(block, 0, 0);
      if (one.type !== 'turns') throw new Error('a block was made');
      const turns = Array.from({ length: 100 }, (_, turn) => {
        const start = (block * 100 + turn) * 4;
        return { start, end: start + 4, voice: turn % 2 };
      });
      return { ...one, turns };
    };
    for (let block = 0; block < 80; block++) await happen(door, id, [many(block)]);
    await happen(door, id, [ended({ blocks: 80 })]);
    const transcript = await read(id);
    expect(transcript.speakers?.map((speaker) => speaker.seconds)).toEqual([16_000, 16_000]);
    expect(transcript.segments.length).toBe(8000);
    expect(transcript.segments.filter((segment) => segment.speaker === 'S1').length).toBe(4000);
  }, 60_000);
});
