// Lets things happen to a recording as the task machine would: the real rules, in real transactions, with the hint
// behind each commit.

import type { RecordingBody } from '../../src/apps/api/schemas/recording.ts';
import type { RecordingId, TaskId, TenantId } from '../../src/core/ids.ts';
import type { Segment } from '../../src/wire/event-message.ts';
import type { Happening } from '../../src/work/effects.ts';
import { makeRecording, type TestApi } from './api.ts';

export async function uploadRecording(
  door: TestApi,
  options: { key?: string; query?: string; headers?: Record<string, string> } = {},
): Promise<RecordingBody> {
  const answer = await door.fetch(`/v1/recordings?${options.query ?? 'file_name=talk.wav'}`, {
    key: options.key ?? door.key,
    method: 'POST',
    body: makeRecording(),
    ...(options.headers ? { headers: options.headers } : {}),
  });
  if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as RecordingBody;
}

/** A recording that has become a talk of several: gives its id. */
export async function addTalk(door: TestApi): Promise<string> {
  const { id } = await uploadRecording(door);
  await happen(door, id, talkStory);
  return id;
}

/** One transaction for each happening, the task's row moved along as the machine moves it. */
export async function happen(
  door: Pick<TestApi, 'db' | 'rules' | 'tenantId'>,
  id: string,
  happenings: readonly Happening[],
  tenantId: TenantId = door.tenantId,
): Promise<void> {
  const recordingId = id as RecordingId;
  for (const happening of happenings) {
    await door.db.database.withTenant(tenantId, async (tx) => {
      const task = await tx
        .selectFrom('tasks')
        .select('id')
        .where('recording_id', '=', recordingId)
        .forUpdate()
        .executeTakeFirst();
      const state = taskStates[happening.type];
      if (task && state) await tx.updateTable('tasks').set({ state }).where('id', '=', task.id).execute();
      const taskId = task?.id ?? ('' as TaskId);
      const ref = { tenantId, taskId, recordingId, kind: 'transcribe' };
      await door.rules.effects(tx, [{ task: ref, happenings: [happening] }]);
    });
    door.db.database.hints.send('recording', recordingId);
  }
}

const taskStates: Partial<
  Record<Happening['type'], 'running' | 'queued' | 'succeeded' | 'dead' | 'cancelled'>
> = {
  started: 'running',
  queued: 'queued',
  succeeded: 'succeeded',
  dead: 'dead',
  cancelled: 'cancelled',
};

export const media = { format: 'wav', codec: 'pcm_s16le', duration: 10, sample_rate: 16_000, channels: 1 };

/** A segment of one second with two words. */
export function makeSegment(index: number): Segment {
  const word = (text: string, start: number) => ({ text, start, end: start + 0.5, confidence: 0.9 });
  const words = [word(`word${index}`, index), word('more', index + 0.5)];
  return { index, start: index, end: index + 1, text: `word${index} more`, words };
}

export function makePiece(piece: number, segments: readonly Segment[]): Happening {
  return { type: 'segment', piece, segments: [...segments], processed: piece + 1 };
}

export const succeeded: Happening = {
  type: 'succeeded',
  pieces: 2,
  blocks: 0,
  language: 'en',
  engine: 'scripted',
  model: 'default',
  quality: 'low',
  duration: 10,
  notes: [{ code: 'low-quality-engine', args: { engine: 'scripted' } }],
};

/** From queued to a transcript of two pieces with three segments. */
export const wholeStory: readonly Happening[] = [
  { type: 'started', worker_id: 'a-worker' },
  { type: 'probed', media },
  makePiece(0, [makeSegment(0), makeSegment(1)]),
  makePiece(1, [makeSegment(2)]),
  succeeded,
];

/** The same, with two speakers: the last segment is of the second. */
export const talkStory: readonly Happening[] = [
  { type: 'started', worker_id: 'a-worker' },
  { type: 'probed', media },
  makePiece(0, [
    { ...makeSegment(0), speaker: 'S1' },
    { ...makeSegment(1), speaker: 'S1' },
  ]),
  makePiece(1, [{ ...makeSegment(2), speaker: 'S2' }]),
  succeeded,
];
