import type { Readable } from 'node:stream';
import type { TenantId } from '../../core/ids.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import type { Texts } from '../../texts/texts.ts';
import type { JobBody, ServerHealth } from '../../wire/transcribe-server.ts';

/** What stands behind the routes: the engine of this process, or the recordings of a tenant. */
export interface JobDesk {
  readonly mode: ServerHealth['mode'];
  /**
   * Keeps a place in the queue, before anything of the content is read. Rejects with `queue-full` {limit}, and
   * `retryAfter` says for how many seconds.
   */
  reserve(asker: Asker): Promise<Disposable>;
  /** Seconds until a place may be free. */
  retryAfter(): number;
  /**
   * Takes a job in. The same id with the same content and options is the same job; with others it rejects with
   * `job-conflict`. Rejects also as `createRecording`, and with what `readForm` rejects with; nothing stays then.
   */
  submit(submission: Submission, asker: Asker): Promise<{ job: JobBody; repeated: boolean }>;
  /** A job as it is now or, after at most `wait` seconds, at its end. Rejects with `job-not-found`. */
  find(jobId: string, wait: Wait, asker: Asker): Promise<JobBody>;
  /** Stops a job; may be repeated. Rejects with `job-not-found`, and with `state-conflict` when it has ended otherwise. */
  cancel(jobId: string, asker: Asker): Promise<JobBody>;
  health(): Promise<Omit<ServerHealth, 'mode' | 'version'>>;
  close(): Promise<void>;
}

export interface Asker {
  /** Absent: the tenant that is configured, where there are tenants at all. */
  readonly tenantId: TenantId | undefined;
  readonly texts: Texts;
  readonly requestId: string;
  readonly trace: string;
}

export interface Submission {
  readonly content: Readable;
  readonly fileName: string;
  /** Asked for once the content is stored: fields may stand behind the file. The same each time. */
  readonly readForm: () => Promise<JobForm>;
  readonly signal: AbortSignal;
}

export interface JobForm {
  readonly jobId: string;
  readonly options: RecordingOptions;
  /** False: nobody will ask for it later, so it gets no file. */
  readonly keep: boolean;
}

export interface Wait {
  readonly seconds: number;
  readonly signal: AbortSignal;
}
