import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import {
  happen,
  makePiece,
  makeSegment,
  media,
  succeeded,
  uploadRecording,
  wholeStory,
} from '../../../test/support/recordings.ts';
import { createInMemoryBlobStore } from '../../adapters/blob-store/in-memory/in-memory-blob-store.ts';
import type { RecordingId, TaskId } from '../../core/ids.ts';
import type { Hearing } from '../../wire/event-message.ts';
import type { Happening } from '../../work/effects.ts';
import { createTranscriptionRules } from './index.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

const eventsOf = (id: string) =>
  door.db.query<{ number: number; type: string; data: Record<string, unknown> }>(
    'select number, type, data from recording_events where recording_id = $1 order by number',
    [id],
  );
const typesOf = async (id: string) => (await eventsOf(id)).map((event) => event.type);
const refOf = (id: string) => ({
  tenantId: door.tenantId,
  taskId: '' as TaskId,
  recordingId: id as RecordingId,
  kind: 'transcribe',
});

const rough: Hearing = {
  engine: 'pocketsphinx',
  model: 'bundled',
  quality: 'low',
  hot_words: false,
  language: 'en',
  clear: true,
  seconds: 9,
  detector: 'energy',
  settled: 'en',
  notes: [{ code: 'engine-fallback', args: { wanted: 'w', reason: 'r', engine: 'pocketsphinx' } }],
};
const engineOf = ({ engine, model, quality, hot_words }: Hearing) => ({ engine, model, quality, hot_words });
const hearPiece = (index: number, hearing: Hearing) =>
  ({ ...makePiece(index, [makeSegment(index)]), hearing }) as Happening;

describe('what a worker is told', () => {
  test('is where the file lies, and what was asked for', async () => {
    const { id } = await uploadRecording(door, {
      query: 'language=de&model=some-model&diarize=true&engine=scripted',
      headers: { 'x-request-id': 'r-1' },
    });
    const told = await door.db.database.readTenant(door.tenantId, (tx) =>
      door.rules.describe(tx, [refOf(id)]),
    );
    expect(told[0]).toEqual({
      file_path: (await door.listBlobFiles()).find((file) => file.includes(id)),
      language: 'de',
      model: 'some-model',
      diarize: true,
      max_duration: 3600,
      request_id: 'r-1',
      trace: expect.stringMatching(/^[\da-f]{32}$/),
    });
  });

  test('is what was spoken before, where a part is stored already', async () => {
    const { id } = await uploadRecording(door);
    const store = (index: number, end: number, language: string | null) =>
      door.db.query(
        `insert into segments (tenant_id, recording_id, index, piece, start_s, end_s, text, words, language)
         values ($1, $2, $3, 0, 0, $4, 'word', '[]', $5)`,
        [door.tenantId, id, index, end, language],
      );
    await store(0, 2, 'en');
    await store(1, 90, null);
    await store(2, 3, 'ru');
    const told = await door.db.database.readTenant(door.tenantId, (tx) =>
      door.rules.describe(tx, [refOf(id)]),
    );
    expect(told).toMatchObject([{ resume_language: 'ru' }]);
  });

  test('is how the stored pieces were heard, until the recording is done or begins again', async () => {
    const { id } = await uploadRecording(door);
    const tell = () =>
      door.db.database.readTenant(door.tenantId, (tx) => door.rules.describe(tx, [refOf(id)]));
    const stored = () => door.db.query('select hearing from recordings where id = $1', [id]);
    await happen(door, id, [hearPiece(0, rough), hearPiece(1, { ...rough, language: 'ru', seconds: 2 })]);
    const parts = { ...engineOf(rough), clear: true };
    expect(await tell()).toMatchObject([
      {
        past_hearing: {
          parts: [
            { ...parts, language: 'en', seconds: 9 },
            { ...parts, language: 'ru', seconds: 2 },
          ],
          channels: [{ pieces: 2, detector: 'energy', settled: 'en', until: 2 }],
          notes: [{ code: 'engine-fallback' }],
        },
      },
    ]);
    const turns = { type: 'turns' as const, turns: [], voices: [], processed: 3 };
    await happen(door, id, [{ ...turns, block: 0, diarizer: 'one' }]);
    expect(await tell()).toMatchObject([{ past_hearing: { diarizer: 'one' } }]);
    await happen(door, id, [
      { ...turns, block: 1, diarizer: 'one' },
      { ...turns, block: 0, diarizer: 'other' },
    ]);
    expect(await door.db.query('select block from diarized_blocks where recording_id = $1', [id])).toEqual([
      { block: 0 },
    ]);
    await happen(door, id, [{ type: 'restarted' }]);
    expect(await stored()).toEqual([{ hearing: null }]);
    await happen(door, id, [hearPiece(0, rough), succeeded]);
    expect(await stored()).toEqual([{ hearing: null }]);
  });

  test('cannot be told for a recording that is gone, or a store that has no files', async () => {
    const { id } = await uploadRecording(door);
    const describeBy = (rules: typeof door.rules, recordingId: string) =>
      door.db.database.readTenant(door.tenantId, (tx) => rules.describe(tx, [refOf(recordingId)]));
    const inMemory = createTranscriptionRules({ blobs: createInMemoryBlobStore(), maxDuration: 1 });
    expect(await describeBy(inMemory, id)).toMatchObject([{ code: 'unavailable' }]);
    const unknown = '00000000-0000-7000-8000-000000000000';
    expect(await describeBy(door.rules, unknown)).toMatchObject([{ code: 'recording-not-found' }]);
  });
});

describe('what happens', () => {
  test('a recording that is taken up again tells what is new only', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, [
      ...wholeStory.slice(0, 3),
      { type: 'queued' },
      { type: 'started', worker_id: 'b' },
    ]);
    await happen(door, id, [{ type: 'probed', media }]);
    expect(await typesOf(id)).toEqual([
      'state',
      'state',
      'media',
      'segment',
      'segment',
      'progress',
      'state',
      'state',
    ]);
    await happen(door, id, [{ type: 'probed', media: { ...media, duration: 11 } }]);
    expect((await eventsOf(id)).at(-1)).toMatchObject({ type: 'media', data: { duration: 11 } });
    const [row] = await door.db.query<{ started: Date; created: Date }>(
      'select started_at as started, created_at as created from recordings where id = $1',
      [id],
    );
    expect(row?.started.getTime()).toBeGreaterThanOrEqual(row?.created.getTime() ?? Infinity);
  });

  test('progress is told at most once a second, and never goes back', async () => {
    const { id } = await uploadRecording(door);
    for (let processed = 1; processed <= 20; processed += 1)
      await happen(door, id, [{ type: 'progress', processed }]);
    await happen(door, id, [{ type: 'progress', processed: 3 }]);
    const told = (await eventsOf(id)).filter((event) => event.type === 'progress').length;
    expect(told).toBeGreaterThanOrEqual(1);
    expect(told).toBeLessThan(20);
    await door.db.query(
      "update recording_events set created_at = now() - interval '2 s' where recording_id = $1",
      [id],
    );
    await happen(door, id, [{ type: 'progress', processed: 21 }]);
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      type: 'progress',
      data: { processed: 21, duration: 0 },
    });
    expect(await door.db.query('select processed from recordings where id = $1', [id])).toEqual([
      { processed: 21 },
    ]);
  });

  test('a piece without words moves the position alone', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, [makePiece(0, [])]);
    expect(await typesOf(id)).toEqual(['state', 'progress']);
    expect(await door.db.query('select 1 from segments where recording_id = $1', [id])).toEqual([]);
  });

  test('a segment that comes twice is stored once', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, [
      makePiece(0, [makeSegment(0)]),
      makePiece(1, [{ ...makeSegment(0), text: 'again' }]),
    ]);
    expect(await door.db.query('select piece, text from segments where recording_id = $1', [id])).toEqual([
      { piece: 1, text: 'again' },
    ]);
  });

  test('the transcript holds what the worker said of it', async () => {
    const { id } = await uploadRecording(door);
    await happen(door, id, [succeeded]);
    const [row] = await door.db.query(
      'select language, engine, model, quality, duration, notes from transcripts where recording_id = $1',
      [id],
    );
    expect(row).toEqual({
      language: 'en',
      engine: 'scripted',
      model: 'default',
      quality: 'low',
      duration: 10,
      notes: [{ code: 'low-quality-engine', args: { engine: 'scripted' } }],
    });
  });

  test('a worker that knows nothing of the run before does not hide what heard the rest', async () => {
    const { id } = await uploadRecording(door);
    const last = {
      ...succeeded,
      engine: 'foreign',
      model: 'm',
      quality: 'full',
      notes: [{ code: 'no-speech', args: {} }],
    };
    await happen(door, id, [hearPiece(0, rough), makePiece(1, [makeSegment(1)]), last as typeof succeeded]);
    const told = {
      engine: 'pocketsphinx',
      model: 'bundled',
      quality: 'low',
      notes: [
        { code: 'engine-fallback', args: { wanted: 'w', reason: 'r', engine: 'pocketsphinx' } },
        { code: 'low-quality-engine', args: { engine: 'pocketsphinx' } },
      ],
    };
    const [row] = await door.db.query(
      'select engine, model, quality, notes from transcripts where recording_id = $1',
      [id],
    );
    expect(row).toEqual(told);
    const events = await eventsOf(id);
    expect(events.find(({ type }) => type === 'completed')).toMatchObject({ data: told });
  });

  test('a failure is stored with its code, and a retry forgets it', async () => {
    const { id } = await uploadRecording(door);
    const error = { code: 'media-damaged', args: { detail: 'x' } } as const;
    await happen(door, id, [{ type: 'dead', error }]);
    expect((await eventsOf(id)).at(-1)).toEqual({
      number: 2,
      type: 'state',
      data: { state: 'failed', error },
    });
    await happen(door, id, [{ type: 'queued' }]);
    const [row] = await door.db.query('select state, error, finished_at from recordings where id = $1', [id]);
    expect(row).toEqual({ state: 'queued', error: null, finished_at: null });
  });

  test('to a recording that is gone, nothing happens', async () => {
    await happen(door, '00000000-0000-7000-8000-000000000000', [
      { type: 'started', worker_id: 'w' },
      { type: 'progress', processed: 1 },
      { type: 'cancelled' },
    ]);
    expect(await eventsOf('00000000-0000-7000-8000-000000000000')).toEqual([]);
  });

  test('events that are stored at once by many are numbered without gap or double', async () => {
    const { id } = await uploadRecording(door);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => happen(door, id, [makePiece(index, [makeSegment(index)])])),
    );
    const numbers = (await eventsOf(id)).map((event) => event.number);
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1));
    expect(numbers.length).toBeGreaterThan(20);
  });
});
