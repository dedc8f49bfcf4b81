import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Logger } from '../../core/logger.ts';
import type { Database } from '../../db/database.ts';
import { listOpenJobs } from '../../domain/media/index.ts';
import type { JobBody } from '../../wire/transcribe-server.ts';
import type { RecordingWatch } from './recording-watch.ts';

export interface CollectOptions {
  readonly database: Database;
  /** Whose jobs are taken up again after a restart. */
  readonly tenantId: TenantId;
  readonly watch: RecordingWatch;
  readonly logger: Logger;
  /** Looks at a job, and writes its files when it has ended. Rejects with `job-not-found` when it is gone. */
  readonly collect: (owner: TenantId, jobId: string) => Promise<JobBody>;
}

export interface Collector {
  add(owner: TenantId, jobId: string, recordingId: RecordingId): void;
  close(): Promise<void>;
}

/** Milliseconds between two looks at all open jobs, since hints may be lost. */
const lookPause = 5_000;

/** Sees to it that jobs that end get their files, whether anybody asks for them or not. */
export function collectResults(options: CollectOptions): Collector {
  const { collect, database, logger, tenantId, watch } = options;
  const open = new Map<
    string,
    { readonly owner: TenantId; readonly jobId: string; readonly recordingId: string }
  >();
  const running = new Set<Promise<void>>();
  let closed = false;

  const look = async (key: string) => {
    const job = open.get(key);
    if (!job) return;
    try {
      const { status } = await collect(job.owner, job.jobId);
      if (status !== 'queued' && status !== 'processing') open.delete(key);
    } catch (error) {
      if (isGone(error)) open.delete(key);
      else logger.warn({ job_id: job.jobId, error }, 'a result could not be collected yet');
    }
  };
  const start = (work: Promise<void>) => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };
  const lookAtAll = async () => {
    for (const key of [...open.keys()]) if (!closed) await look(key);
  };
  const add: Collector['add'] = (owner, jobId, recordingId) => {
    if (!closed) open.set(`${owner} ${jobId}`, { owner, jobId, recordingId });
  };

  watch.listen((id) => {
    for (const [key, job] of open) if (job.recordingId === id && !closed) start(look(key));
  });
  const timer = setInterval(() => {
    if (running.size === 0) start(lookAtAll());
  }, lookPause);
  timer.unref();
  start(
    listOpenJobs(database, tenantId).then(
      (jobs) => {
        for (const { jobId, recordingId } of jobs) add(tenantId, jobId, recordingId);
      },
      (error: unknown) => logger.warn({ error }, 'open jobs could not be listed'),
    ),
  );

  return {
    add,
    close: async () => {
      closed = true;
      clearInterval(timer);
      await Promise.all(running);
    },
  };
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'job-not-found';
}
