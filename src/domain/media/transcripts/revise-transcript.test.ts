import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../../../test/support/api.ts';
import { happen, talkStory, uploadRecording } from '../../../../test/support/recordings.ts';
import type { RecordingId } from '../../../core/ids.ts';
import { deleteRecording } from '../delete-recording.ts';
import { getTranscript } from '../get-transcript.ts';
import { setVocabulary } from '../vocabulary.ts';
import { correctSegment } from './correct-segment.ts';
import { nameSpeaker } from './name-speaker.ts';
import { reviseTranscript } from './revise-transcript.ts';

let door: TestApi;
beforeAll(async () => {
  door = await startTestApi();
});
afterAll(() => door.close());

async function addTalk() {
  const id = (await uploadRecording(door)).id as RecordingId;
  await happen(door, id, talkStory);
  return { tenantId: door.tenantId, recordingId: id };
}
const read = ({ recordingId }: { recordingId: RecordingId }) =>
  getTranscript(door.db.database, door.tenantId, recordingId).then(({ transcript }) => transcript);

describe('a revision', () => {
  test('is refused where as many versions are kept as there may be, in number or in bytes', async () => {
    const correct = (talk: Awaited<ReturnType<typeof addTalk>>, text: string) =>
      correctSegment(door.db.database, { ...talk, index: 0, text });
    const often = await addTalk();
    await correct(often, 'one');
    await door.db.query('update transcripts set version = 10000 where recording_id = $1', [
      often.recordingId,
    ]);
    const refusal = { code: 'versions-full', args: { limit: 10_000 } };
    await expect(correct(often, 'two')).rejects.toMatchObject(refusal);
    expect((await read(often)).segments[0]?.text).toBe('one');

    const heavy = await addTalk();
    await correct(heavy, 'one');
    // Random, so that it takes the room that it has.
    await door.db.query(
      `update transcript_changes set change = change || jsonb_build_object('filler', (
         select string_agg(md5(random()::text), '') from generate_series(1, 1700000)))
       where recording_id = $1`,
      [heavy.recordingId],
    );
    await expect(correct(heavy, 'two')).rejects.toMatchObject(refusal);
  }, 60_000);

  test('that fails half-way leaves everything as it was', async () => {
    const talk = await addTalk();
    const before = await read(talk);
    const wording = { text: 'new', words: [], speaker: null, unintelligible: false };
    const broken = { ...wording, text: 'a\u0000b' };
    await expect(
      door.db.database.withTenant(talk.tenantId, (tx) =>
        reviseTranscript(tx, talk, async () => ({
          type: 'corrected',
          names: [{ speaker: 'S1', was: null, is: 'Anna' }],
          segments: [{ index: 0, was: wording, is: broken }],
        })),
      ),
    ).rejects.toThrow();
    expect(await read(talk)).toEqual(before);
    for (const table of ['transcript_changes', 'speakers where name is not null and'])
      expect(
        await door.db.query(
          `select 1 from ${table.includes('where') ? table : `${table} where`} recording_id = $1`,
          [talk.recordingId],
        ),
      ).toEqual([]);
  });

  test('waits for who deletes the recording, and finds nothing', async () => {
    const talk = await addTalk();
    const { database } = door.db;
    const locked = Promise.withResolvers<void>();
    const free = Promise.withResolvers<void>();
    // Somebody holds the recording: both have to wait, and go one after the other then.
    const holding = database.withTenant(door.tenantId, async (tx) => {
      await tx.selectFrom('recordings').select('id').where('id', '=', talk.recordingId).forUpdate().execute();
      locked.resolve();
      await free.promise;
    });
    await locked.promise;
    const ports = { blobs: door.blobs, rules: [door.rules], countEnd: () => {} };
    const deleted = deleteRecording(database, ports, door.tenantId, talk.recordingId);
    await expect.poll(() => countWaiting()).toBe(1);
    const corrected = correctSegment(database, { ...talk, index: 0, text: 'late' });
    corrected.catch(() => {});
    await expect.poll(() => countWaiting()).toBe(2);
    free.resolve();
    await Promise.all([holding, deleted]);
    await expect(corrected).rejects.toMatchObject({ code: 'recording-not-found' });
    expect(
      await door.db.query('select 1 from transcript_changes where recording_id = $1', [talk.recordingId]),
    ).toEqual([]);
  });

  async function countWaiting(): Promise<number> {
    const rows = await door.db.query(
      `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    return rows.length;
  }

  test('of many at once keeps each, in an order without holes', async () => {
    const talk = await addTalk();
    const names = Array.from({ length: 20 }, (_, index) => `name ${index}`);
    const versions = await Promise.all(
      names.map((name) => nameSpeaker(door.db.database, { ...talk, speaker: 'S1', name })),
    );
    expect(versions.toSorted((a, b) => a - b)).toEqual(names.map((_, index) => index + 2));
    for (const [index, version] of versions.entries()) {
      const { transcript } = await getTranscript(
        door.db.database,
        door.tenantId,
        talk.recordingId,
        undefined,
        version,
      );
      expect(transcript.speakers?.[0]?.name).toBe(names[index]);
    }
  });

  test('is a row that no other tenant sees, nor its speakers and vocabulary', async () => {
    const talk = await addTalk();
    await nameSpeaker(door.db.database, { ...talk, speaker: 'S1', name: 'Anna' });
    await setVocabulary(door.db.database, door.tenantId, { hotWords: ['Efir'], spellings: [] });
    const stranger = await door.db.createTenant();
    for (const table of ['transcript_changes', 'speakers', 'vocabularies'] as const) {
      const rowsOf = (tenant: typeof stranger) =>
        door.db.database.readTenant(tenant, (tx) => tx.selectFrom(table).select('tenant_id').execute());
      expect([table, (await rowsOf(door.tenantId)).length > 0]).toEqual([table, true]);
      expect([table, await rowsOf(stranger)]).toEqual([table, []]);
    }
  });
});
