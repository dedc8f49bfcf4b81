import { join } from 'node:path';
import type { Transcript } from '../../compute/speech/transcript.ts';
import { EfirError, toEfirError } from '../../core/errors.ts';
import { isUuid, type RecordingId, type TenantId } from '../../core/ids.ts';
import type { Logger } from '../../core/logger.ts';
import type { Database } from '../../db/database.ts';
import {
  cancelRecording,
  countOpenRecordings,
  createRecording,
  createStandings,
  findJobRecording,
  getRecording,
  getTranscript,
  keepJobKey,
  type Recording,
  type RecordingPorts,
  type Standings,
  writeJobKey,
} from '../../domain/media/index.ts';
import type { Texts } from '../../texts/texts.ts';
import type { JobBody, ServerHealth } from '../../wire/transcribe-server.ts';
import { hasWorkers } from '../../work/has-workers.ts';
import type { TaskRules } from '../../work/task-rules.ts';
import type { CountEnd } from '../count-end.ts';
import { collectResults } from './collect-results.ts';
import type { Asker, JobDesk, Submission } from './job-desk.ts';
import { presentJob } from './present-job.ts';
import { createRecordingWatch, type RecordingWatch } from './recording-watch.ts';
import { createResultFiles, type ResultFiles } from './result-files.ts';

export interface DoorOptions {
  readonly database: Database;
  readonly ports: RecordingPorts;
  readonly rules: readonly TaskRules[];
  readonly countEnd: CountEnd;
  /** Whose jobs they are when no API key says otherwise. */
  readonly tenantId: TenantId;
  readonly results: { readonly folder: string; readonly keep: number };
  /** Recordings of a tenant that may wait. */
  readonly capacity: number;
  readonly maxFileSize: number;
  /** What recordings get when they name nothing: told by /health. */
  readonly engine: string;
  readonly model: string;
  /** Seconds, of the coordinators. */
  readonly taskLease?: number;
  /** Of files, which are written once for everybody. */
  readonly texts: Texts;
  readonly logger: Logger;
}

/**
 * The desk as a door: each job is a recording of a tenant, with its state in PostgreSQL, transcribed by the workers of the
 * installation; every other door answers for it, too. The result files are copies, and go when the recording is gone.
 */
export function openDoorDesk(options: DoorOptions): JobDesk {
  const { database, logger, results, tenantId } = options;
  const watch = createRecordingWatch(database.hints);
  const folders = new Map<TenantId, ResultFiles>();
  const filesOf = (owner: TenantId): ResultFiles => {
    // The configured tenant's lie where other programs look for them; others keep apart.
    const folder = owner === tenantId ? results.folder : join(results.folder, 'tenants', owner);
    const files = folders.get(owner) ?? createResultFiles(folder, results.keep, logger);
    folders.set(owner, files);
    return files;
  };
  const standings = createStandings(database, options.taskLease);
  const desk: Desk = { ...options, watch, filesOf, standings, uploads: new Map() };
  const collector = collectResults({
    database,
    tenantId,
    watch,
    logger,
    collect: async (owner, jobId) => present(desk, owner, jobId, options.texts),
  });
  const measure = shareForASecond(() => describeHealth(desk));
  return {
    mode: 'door',
    reserve: (asker) => reserve(desk, asker.tenantId ?? tenantId),
    // How long the queue of a whole installation lasts is not ours to know.
    retryAfter: () => 10,
    submit: async (submission, asker) => {
      const owner = asker.tenantId ?? tenantId;
      const { jobId, recording, repeated } = await submit(desk, submission, owner, asker);
      collector.add(owner, jobId, recording.id);
      return {
        job: await presentFound(desk, owner, jobId, { recording, isJob: true }, asker.texts),
        repeated,
      };
    },
    find: async (jobId, { seconds, signal }, asker) => {
      const owner = asker.tenantId ?? tenantId;
      const until = performance.now() + seconds * 1000;
      for (;;) {
        const body = await present(desk, owner, jobId, asker.texts);
        const left = until - performance.now();
        if (hasEnded(body) || left <= 0 || signal.aborted) return body;
        await watch.wait(body.recording_id ?? '', Math.min(left, 2_000), signal);
      }
    },
    cancel: async (jobId, asker) => {
      const owner = asker.tenantId ?? tenantId;
      const { recording } = await findRecording(desk, owner, jobId);
      await cancelRecording(database, options, owner, recording.id);
      return present(desk, owner, jobId, asker.texts);
    },
    health: measure,
    close: async () => {
      await collector.close();
      watch.close();
      for (const files of folders.values()) files.close();
    },
  };
}

interface Desk extends DoorOptions {
  readonly watch: RecordingWatch;
  readonly standings: Standings;
  readonly filesOf: (owner: TenantId) => ResultFiles;
  /** On their way in, by tenant: they will wait, too. */
  readonly uploads: Map<TenantId, number>;
}

async function reserve(desk: Desk, owner: TenantId): Promise<Disposable> {
  const change = (by: number) => desk.uploads.set(owner, (desk.uploads.get(owner) ?? 0) + by);
  change(1);
  try {
    const { waiting } = await countOpenRecordings(desk.database, owner);
    const others = (desk.uploads.get(owner) ?? 1) - 1;
    if (waiting + others >= desk.capacity) throw new EfirError('queue-full', { limit: desk.capacity });
    return { [Symbol.dispose]: () => void change(-1) };
  } catch (thrown) {
    change(-1);
    throw thrown;
  }
}

async function submit(desk: Desk, submission: Submission, owner: TenantId, asker: Asker) {
  const { content, fileName, readForm, signal } = submission;
  let jobId = '';
  try {
    const { recording, repeated } = await createRecording(desk.database, desk.ports, {
      tenantId: owner,
      content,
      fileName,
      maxBytes: desk.maxFileSize,
      readOptions: async () => (await readForm()).options,
      readIdempotencyKey: async () => {
        ({ jobId } = await readForm());
        return writeJobKey(jobId);
      },
      alongside: (tx) => keepJobKey(tx, jobId),
      requestId: asker.requestId,
      trace: asker.trace,
      signal,
    });
    return { jobId, recording, repeated };
  } catch (thrown) {
    if (toEfirError(thrown).code !== 'idempotency-conflict') throw thrown;
    throw new EfirError('job-conflict', { id: jobId }, { cause: thrown });
  }
}

interface Found {
  readonly recording: Recording;
  /** Came in as a job: its result is kept as files. */
  readonly isJob: boolean;
}

/** By the job's id, or by the id that the recording has at every other door. Rejects with `job-not-found`. */
async function findRecording({ database, filesOf }: Desk, owner: TenantId, jobId: string): Promise<Found> {
  const job = await findJobRecording(database, owner, jobId);
  if (job) return { recording: job, isJob: true };
  // The recording may have been deleted: then nothing of it stays here.
  const files = filesOf(owner);
  if ((await files.read(jobId))?.recording_id) await files.remove(jobId);
  const unknown = new EfirError('job-not-found', { id: jobId });
  if (!isUuid(jobId)) throw unknown;
  const recording = await getRecording(database, owner, jobId as RecordingId).catch((thrown: unknown) => {
    throw toEfirError(thrown).code === 'recording-not-found' ? unknown : thrown;
  });
  return { recording, isJob: false };
}

async function present(desk: Desk, owner: TenantId, jobId: string, texts: Texts): Promise<JobBody> {
  return presentFound(desk, owner, jobId, await findRecording(desk, owner, jobId), texts);
}

async function presentFound(
  desk: Desk,
  owner: TenantId,
  jobId: string,
  { isJob, recording }: Found,
  texts: Texts,
): Promise<JobBody> {
  const standing = (await desk.standings.read(owner, [recording])).get(recording.id);
  const outcome = await findTranscript(desk.database, owner, recording, texts);
  const body = presentJob(
    {
      id: jobId,
      recordingId: recording.id,
      status: statuses[recording.state],
      options: recording.options,
      duration: recording.media?.duration,
      processed: recording.processed,
      segments: [],
      requestId: recording.requestId,
      ...standing,
      ...outcome,
    },
    texts,
  );
  return isJob && hasEnded(body) ? keepResult(desk, owner, body) : body;
}

const statuses = {
  queued: 'queued',
  running: 'processing',
  succeeded: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
} as const;

async function findTranscript(
  database: Database,
  owner: TenantId,
  { error, id, state }: Recording,
  texts: Texts,
): Promise<{ transcript?: Transcript; error?: EfirError }> {
  if (state === 'failed' && error) return { error: EfirError.fromRecord(error) };
  if (state !== 'succeeded') return {};
  try {
    return { transcript: (await getTranscript(database, owner, id, texts)).transcript };
  } catch (thrown) {
    const failure = toEfirError(thrown);
    if (failure.meaning.status >= 500) throw failure;
    // It was there and is not any more.
    return { error: failure };
  }
}

/** Writes the files once, and again for each version that is asked for. That they cannot be written is no reason not to answer. */
async function keepResult(desk: Desk, owner: TenantId, body: JobBody): Promise<JobBody> {
  const files = desk.filesOf(owner);
  try {
    const stored = await files.read(body.job_id);
    const same =
      stored?.recording_id === body.recording_id &&
      stored.status === body.status &&
      stored.version === body.version;
    const { result_path } = same ? stored : await files.write(body);
    return { ...body, result_path };
  } catch (error) {
    desk.logger.error({ job_id: body.job_id, error }, 'the result could not be written');
    return body;
  }
}

function hasEnded({ status }: JobBody): boolean {
  return status !== 'queued' && status !== 'processing';
}

async function describeHealth(desk: Desk): Promise<Omit<ServerHealth, 'mode' | 'version'>> {
  const { capacity, database, engine, model, tenantId, texts } = desk;
  const facts = { engine, model, description: null };
  try {
    const [counted, loaded] = await Promise.all([
      countOpenRecordings(database, tenantId),
      hasWorkers(database),
    ]);
    return { ...facts, status: 'ok', model_loaded: loaded, queue: { ...counted, capacity }, error: null };
  } catch (thrown) {
    // The code alone: this answer is open to everybody.
    const error = texts.describe(new EfirError(toEfirError(thrown).code)).message;
    const queue = { waiting: 0, running: 0, capacity };
    return { ...facts, status: 'failed', model_loaded: false, queue, error };
  }
}

/** Anybody may ask, so the answer of a second is given to all who ask in it. */
function shareForASecond<Result>(ask: () => Promise<Result>): () => Promise<Result> {
  let last: { readonly at: number; readonly answer: Promise<Result> } | undefined;
  return () => {
    if (!last || performance.now() - last.at > 1_000) last = { at: performance.now(), answer: ask() };
    return last.answer;
  };
}
