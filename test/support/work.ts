// A kind of task that computes nothing, with rules that write down everything that happens: for tests of the task
// machine. What a recording's task does is a script, kept where its audio would be.

import type { WorkerTask } from '../../src/apps/worker/run-attempt.ts';
import { EfirError, type ErrorCode } from '../../src/core/errors.ts';
import { createRecordingId, type RecordingId, type TenantId } from '../../src/core/ids.ts';
import { sleep } from '../../src/core/time.ts';
import type { Database, TenantRead, TenantTx } from '../../src/db/database.ts';
import type { Broker } from '../../src/ports/broker.ts';
import type { MediaTool } from '../../src/ports/media-tool.ts';
import type { SpeechEngines } from '../../src/ports/speech-engine.ts';
import type { WorkerEvent } from '../../src/wire/event-message.ts';
import type { Happening, TaskRef } from '../../src/work/effects.ts';
import { enqueueTask, type NewTask } from '../../src/work/enqueue-task.ts';
import type { TaskRules } from '../../src/work/task-rules.ts';
import type { TestDatabase } from './database.ts';

export interface Script {
  readonly pieces?: number;
  /** Milliseconds per piece. */
  readonly pause?: number;
  /** Throws this code when the piece is reached; `times` tries only. */
  readonly fail?: { readonly piece: number; readonly code: ErrorCode; readonly times?: number };
  /** Never ends at this piece, and says nothing. */
  readonly hang?: number;
}

export interface ScriptedWork {
  readonly task: WorkerTask;
  readonly rules: TaskRules;
  /** `recording piece` of everything computed, in order: a piece computed twice is there twice. */
  readonly computed: string[];
  /** Every run, and where it began. */
  readonly started: { readonly recordingId: string; readonly resumeFrom: number }[];
}

const shortPolicy = {
  retries: 2,
  delay: 0.01,
  maxDelay: 0.02,
  special: { 'engine-host-died': { limit: 3, delay: 0.01, becomes: 'recording-kills-engine' } },
} as const;

/** The kind is called `transcribe`, so that the figures count it. */
export function createScriptedWork(
  options: { timeLimit?: number; retry?: TaskRules['kind']['retry'] } = {},
): ScriptedWork {
  const computed: string[] = [];
  const started: { recordingId: string; resumeFrom: number }[] = [];
  const failures = new Map<string, number>();
  const task: WorkerTask = {
    kind: 'transcribe',
    version: 1,
    timeLimit: options.timeLimit ?? 60,
    retry: options.retry ?? shortPolicy,
    async *run(_context, message, signal) {
      const script = JSON.parse(message.file_path) as Script;
      const id = message.recording_id ?? '';
      started.push({ recordingId: id, resumeFrom: message.resume_from });
      const pieces = script.pieces ?? 3;
      yield {
        type: 'probed',
        media: { format: 'wav', codec: 'pcm', duration: pieces, sample_rate: 16_000, channels: 1 },
      };
      for (let piece = message.resume_from; piece < pieces; piece += 1) {
        if (script.hang === piece) await sleep(3_600_000, signal);
        await sleep(script.pause ?? 0, signal);
        failAsTold(script, piece, id, failures);
        computed.push(`${id} ${piece}`);
        yield makeSegment(piece);
      }
      yield makeSuccess(pieces);
    },
  };
  const rules: TaskRules = {
    kind: task,
    describe: (tx, tasks) => Promise.all(tasks.map((ref) => describeFromRow(tx, ref))),
    origin: async (tx, ref) => {
      const { request_id, trace } = await describeFromRow(tx, ref);
      return request_id === undefined || trace === undefined ? {} : { request_id, trace };
    },
    effects: writeDown,
  };
  return { task, computed, started, rules };
}

function failAsTold(script: Script, piece: number, id: string, failures: Map<string, number>): void {
  const { fail } = script;
  if (fail?.piece !== piece) return;
  const before = failures.get(id) ?? 0;
  if (before >= (fail.times ?? Number.POSITIVE_INFINITY)) return;
  failures.set(id, before + 1);
  throw new EfirError(fail.code);
}

/** One segment per piece, so that pieces and segments count alike. */
export function makeSegment(piece: number): Extract<WorkerEvent, { type: 'segment' }> {
  const segment = { index: piece, start: piece, end: piece + 1, text: `piece ${piece}`, words: [] };
  return { type: 'segment', piece, segments: [segment], processed: piece + 1 };
}

/** A block in which nobody speaks. */
export function makeTurns(block: number): Extract<WorkerEvent, { type: 'turns' }> {
  return { type: 'turns', block, turns: [], voices: [], processed: block + 1 };
}

export function makeSuccess(pieces: number): Extract<WorkerEvent, { type: 'succeeded' }> {
  return {
    type: 'succeeded',
    pieces,
    blocks: 0,
    language: 'en',
    engine: 'scripted',
    model: 'default',
    quality: 'full',
    duration: pieces,
    notes: [],
  };
}

const describeFromRow = async (tx: TenantRead, task: TaskRef) => {
  const row = await tx
    .selectFrom('recordings')
    .select(['blob_key', 'request_id', 'trace'])
    .where('id', '=', task.recordingId)
    .executeTakeFirstOrThrow();
  return { file_path: row.blob_key, request_id: row.request_id, trace: row.trace };
};

/** Every happening becomes a numbered event; a segment that is there already is an error. */
const writeDown: TaskRules['effects'] = async (tx, stories) => {
  for (const { task, happenings } of stories) {
    for (const happening of happenings) await writeOneDown(tx, task, happening);
  }
};

async function writeOneDown(tx: TenantTx, task: TaskRef, happening: Happening): Promise<void> {
  const { last_event } = await tx
    .updateTable('recordings')
    .set((row) => ({ last_event: row('last_event', '+', 1) }))
    .where('id', '=', task.recordingId)
    .returning('last_event')
    .executeTakeFirstOrThrow();
  const place = { tenant_id: tx.tenantId, recording_id: task.recordingId };
  await tx
    .insertInto('recording_events')
    .values({ ...place, number: last_event, type: happening.type, data: JSON.stringify(happening) })
    .execute();
  if (happening.type === 'restarted') {
    await tx.deleteFrom('segments').where('recording_id', '=', task.recordingId).execute();
  }
  if (happening.type !== 'segment') return;
  for (const { index, start, end, text } of happening.segments) {
    const row = { ...place, index, piece: happening.piece, start_s: start, end_s: end, text, words: '[]' };
    await tx.insertInto('segments').values(row).execute();
  }
}

/** A recording with one task that runs the script. */
export async function addRecording(
  database: Database,
  tenantId: TenantId,
  script: Script = {},
  task: Partial<NewTask> = {},
): Promise<RecordingId> {
  const id = createRecordingId();
  const taskId = await database.withTenant(tenantId, async (tx) => {
    await tx
      .insertInto('recordings')
      .values({
        tenant_id: tenantId,
        id,
        state: 'queued',
        file_name: 'test.wav',
        bytes: 1,
        blob_key: JSON.stringify(script),
        options: '{}',
        request_id: `request of ${id}`,
        trace: 'f'.repeat(32),
      })
      .execute();
    return enqueueTask(tx, { recordingId: id, kind: 'transcribe', ...task });
  });
  database.hints.send('tasks', taskId);
  return id;
}

export interface TaskView {
  readonly id: string;
  readonly state: string;
  readonly pieces: number;
  readonly segments: number;
  readonly failures: number;
  readonly losses: number;
  readonly error: { readonly code: string; readonly args: Record<string, unknown> } | null;
  /** States of its attempts, in order. */
  readonly attempts: readonly string[];
  /** Types of what happened, in order. */
  readonly happenings: readonly string[];
}

/** Looks at a recording's only task, past everything. */
export async function viewTask(db: TestDatabase, recordingId: RecordingId): Promise<TaskView> {
  const [row] = await db.query<TaskView>(
    `select id, state, pieces, segments, failures, losses, error,
       array(select state from attempts where task_id = tasks.id order by number) as attempts,
       array(select type from recording_events e where e.recording_id = tasks.recording_id order by e.number) as happenings
     from tasks where recording_id = $1`,
    [recordingId],
  );
  if (!row) throw new Error(`no task of ${recordingId}`);
  return row;
}

/** Engines that are always there; the scripted task does not use them. */
export const idleEngines: SpeechEngines = {
  openDetector: () => Promise.reject(new EfirError('engine-missing', { detail: 'none' })),
  openDiarizer: () => Promise.reject(new EfirError('diarizer-missing', { detail: 'none' })),
  identifyLanguage: async () => undefined,
  open: () => Promise.reject(new EfirError('engine-missing', { engine: 'none' })),
  check: async () => ({ engine: 'scripted', model: 'default' }),
  close: async () => {},
};

export const idleMedia: MediaTool = {
  probe: () => Promise.reject(new EfirError('media-tool-missing')),
  async *decode() {},
  clip: () => Promise.reject(new EfirError('media-tool-missing')),
  check: async () => 'none',
};

/** A connection whose owner can die: nothing goes out any more, nothing comes in, and the owner does not know. */
export function makeCuttable(broker: Broker): Broker & { cut(): Promise<void> } {
  let cut = false;
  return {
    ...broker,
    async cut() {
      cut = true;
      await broker.close();
    },
    publish: async (queue, message) => (cut ? undefined : broker.publish(queue, message)),
    broadcast: async (topic, message) => (cut ? undefined : broker.broadcast(topic, message)),
  };
}
