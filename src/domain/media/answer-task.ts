import { type Selectable, sql } from 'kysely';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database, TenantRead } from '../../db/database.ts';
import type { Schema, StoredError } from '../../db/schema.ts';
import { getTexts } from '../../texts/texts.ts';
import type { ResultMessage } from '../../wire/result-message.ts';

/** What a producer of another program is to be told, and where. */
export interface TaskAnswer {
  readonly tenantId: TenantId;
  readonly recordingId: RecordingId;
  readonly kind: string;
  /** Folder of the producer's audio. */
  readonly folder: string;
  readonly message: ResultMessage;
}

/** Answers that are due, the longest waiting first. */
export async function findDueAnswers(database: Database, limit: number): Promise<TaskAnswer[]> {
  const due = await database.withDispatcher((tx) =>
    tx
      .selectFrom('answers')
      .select(['tenant_id', 'recording_id'])
      .where('due_at', '<=', sql<Date>`now()`)
      .where('sent_at', 'is', null)
      .orderBy('due_at')
      .limit(limit)
      .execute(),
  );
  const answers = await Promise.all(
    due.map((row) => database.readTenant(row.tenant_id, (tx) => readAnswer(tx, row.recording_id))),
  );
  return answers.filter((answer) => answer !== undefined);
}

/** The producer was told: not again, unless it asks again. */
export async function noteAnswered(database: Database, answer: TaskAnswer): Promise<void> {
  await database.withTenant(answer.tenantId, (tx) =>
    tx
      .updateTable('answers')
      .set({ sent_at: sql<Date>`now()` })
      .where('recording_id', '=', answer.recordingId)
      .execute(),
  );
}

/** It could not be told: again, after a pause that grows to ten minutes. */
export async function postponeAnswer(database: Database, answer: TaskAnswer): Promise<void> {
  await database.withTenant(answer.tenantId, (tx) =>
    tx
      .updateTable('answers')
      .set({
        tries: sql<number>`tries + 1`,
        due_at: sql<Date>`now() + make_interval(secs => least(600, 2 ^ least(tries, 20)))`,
      })
      .where('recording_id', '=', answer.recordingId)
      .execute(),
  );
}

/** What a producer is told whose task is not taken in, or did not succeed. */
export function refuseTask(taskName: string, error: StoredError): ResultMessage {
  const { message } = getTexts('en').describe(EfirError.fromRecord(error));
  return { task_id: taskName, status: 'error', error: message, from: 'efir', code: error.code };
}

async function readAnswer(tx: TenantRead, recordingId: RecordingId): Promise<TaskAnswer | undefined> {
  const row = await tx
    .selectFrom('answers')
    .innerJoin('recordings', 'recordings.id', 'answers.recording_id')
    .leftJoin('transcripts', 'transcripts.recording_id', 'answers.recording_id')
    .select(['kind', 'task_name', 'folder', 'recordings.state', 'recordings.error'])
    .select(['transcripts.language', 'transcripts.engine', 'transcripts.model', 'transcripts.duration'])
    .where('answers.recording_id', '=', recordingId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { kind, folder, task_name } = row;
  const place = { tenantId: tx.tenantId, recordingId, kind, folder };
  if (row.state !== 'succeeded') {
    return { ...place, message: refuseTask(task_name, row.error ?? { code: 'cancelled', args: {} }) };
  }
  const segments = await tx
    .selectFrom('segments')
    .select(['start_s', 'end_s', 'text', 'speaker'])
    .where('recording_id', '=', recordingId)
    .orderBy('index')
    .execute();
  const { language, engine, model, duration } = row;
  return {
    ...place,
    message: {
      task_id: task_name,
      status: 'success',
      text: segments.map((segment) => segment.text).join(' '),
      segments: segments.map(tellSegment),
      ...(language === null ? {} : { language }),
      ...(engine === null ? {} : { engine }),
      ...(model === null ? {} : { model }),
      ...(duration === null ? {} : { duration }),
      from: 'efir',
    },
  };
}

type SegmentRow = Pick<Selectable<Schema['segments']>, 'start_s' | 'end_s' | 'text' | 'speaker'>;

function tellSegment({ start_s, end_s, text, speaker }: SegmentRow) {
  return { start: start_s, end: end_s, text, ...(speaker === null ? {} : { speaker }) };
}
