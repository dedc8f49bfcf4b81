import type { Transcript } from '../../compute/speech/transcript.ts';
import { EfirError, toEfirError } from '../../core/errors.ts';
import { createAttemptId, createRequestId } from '../../core/ids.ts';
import type { Logger } from '../../core/logger.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { MediaTool } from '../../ports/media-tool.ts';
import type { SpeechEngines } from '../../ports/speech-engine.ts';
import type { Texts } from '../../texts/texts.ts';
import { type TaskMessage, taskMessageSchema } from '../../wire/task-message.ts';
import type { JobBody } from '../../wire/transcribe-server.ts';
import { writeTaskOptions } from '../../wire/transcription-options.ts';
import { type Gathered, transcribeAlone } from '../transcribe-alone.ts';
import { type JobFacts, presentJob } from './present-job.ts';
import type { ResultFiles } from './result-files.ts';

export interface JobQueueOptions {
  readonly engines: SpeechEngines;
  readonly media: MediaTool;
  readonly blobs: BlobStore;
  readonly files: ResultFiles;
  readonly slots: number;
  readonly capacity: number;
  readonly maxDuration: number;
  readonly texts: Texts;
  readonly logger: Logger;
}

/** The jobs of this process: some in work, some waiting, in the order in which they came. */
export interface JobQueue {
  readonly waiting: number;
  readonly running: number;
  /** A place for an upload that begins; given back when the job is added or refused. Throws `queue-full` {limit}. */
  reserve(): Disposable;
  /** Seconds until there may be a place, by how long the last jobs took. */
  retryAfter(): number;
  add(job: NewJob): LiveJob;
  /** In work, waiting, or ended a while ago. */
  find(jobId: string): LiveJob | undefined;
  /** Resolves when nothing of it is in work any more. */
  cancel(job: LiveJob): Promise<void>;
  /** Stops everything; who waits for a job is answered. */
  close(): Promise<void>;
}

export interface NewJob {
  readonly jobId: string;
  readonly blobKey: string;
  readonly fingerprint: string;
  readonly keep: boolean;
  readonly options: RecordingOptions;
}

export interface LiveJob extends JobFacts {
  readonly fingerprint: string;
  /** Resolves when the job has ended, when the signal fires, or after so many milliseconds. */
  waitForEnd(milliseconds: number, signal: AbortSignal): Promise<void>;
}

interface Job extends LiveJob {
  readonly new: NewJob;
  readonly stop: AbortController;
  readonly ended: PromiseWithResolvers<void>;
  status: JobBody['status'];
  gathered: Gathered | undefined;
  transcript: Transcript | undefined;
  error: EfirError | undefined;
  resultPath: string | undefined;
  /** `performance.now()`, as `endedAt`. */
  startedAt: number;
  endedAt: number;
}

/** Milliseconds that an ended job is remembered, and how many at most: longer ones are in files. */
const remembered = 10 * 60_000;
const mostRemembered = 2_000;
/** Seconds that a client is asked to wait. */
const leastRetry = 1;
const mostRetry = 300;
/** Seconds that the first job is thought to take. */
const firstGuess = 5;

export function createJobQueue(options: JobQueueOptions): JobQueue {
  const jobs = new Map<string, Job>();
  const waiting: Job[] = [];
  const running = new Map<Job, Promise<void>>();
  let reserved = 0;
  let closed = false;
  /** Seconds that a job takes, the later ones counting more; undefined before the first has ended. */
  let usual: number | undefined;
  const standing = judgeStanding(waiting, options.slots, () => usual);

  const pump = () => {
    while (!closed && running.size < options.slots) {
      const job = waiting.shift();
      if (!job) return;
      const began = performance.now();
      const work = run(job, options, () => closed).finally(() => {
        running.delete(job);
        const took = (performance.now() - began) / 1000;
        usual = usual === undefined ? took : usual * 0.7 + took * 0.3;
        pump();
      });
      running.set(job, work);
    }
  };

  return {
    get waiting() {
      return waiting.length + reserved;
    },
    get running() {
      return running.size;
    },
    reserve: () => {
      // A free slot is a place, too: what is taken in now is in work at once.
      const free = Math.max(0, options.slots - running.size - waiting.length);
      if (waiting.length + reserved >= options.capacity + free) {
        throw new EfirError('queue-full', { limit: options.capacity });
      }
      reserved += 1;
      return {
        [Symbol.dispose]: () => {
          reserved -= 1;
        },
      };
    },
    retryAfter: () => {
      const seconds = Math.ceil(
        ((usual ?? firstGuess) * (waiting.length + reserved + 1)) / options.slots / 2,
      );
      return Math.min(mostRetry, Math.max(leastRetry, seconds));
    },
    add: (input) => {
      if (closed) throw new EfirError('unavailable', { detail: 'the server is stopping' });
      forgetOld(jobs);
      const job = createJob(input, standing);
      jobs.set(input.jobId, job);
      waiting.push(job);
      pump();
      return job;
    },
    find: (jobId) => jobs.get(jobId),
    cancel: async (found) => {
      const job = jobs.get(found.id);
      if (!job || hasEnded(job)) return;
      job.stop.abort(new EfirError('cancelled'));
      const place = waiting.indexOf(job);
      if (place >= 0) {
        waiting.splice(place, 1);
        await end(job, options, { error: new EfirError('cancelled') });
      }
      await running.get(job);
    },
    close: async () => {
      closed = true;
      for (const job of [...waiting, ...running.keys()]) job.stop.abort(new EfirError('cancelled'));
      for (const job of waiting.splice(0)) job.ended.resolve();
      await Promise.all(running.values());
    },
  };
}

function createJob(input: NewJob, standing: Standing): Job {
  const ended = Promise.withResolvers<void>();
  return {
    new: input,
    id: input.jobId,
    fingerprint: input.fingerprint,
    options: input.options,
    requestId: createRequestId(),
    stop: new AbortController(),
    ended,
    status: 'queued',
    gathered: undefined,
    transcript: undefined,
    error: undefined,
    resultPath: undefined,
    startedAt: 0,
    endedAt: 0,
    get place() {
      return standing.place(this);
    },
    get secondsLeft() {
      return standing.secondsLeft(this);
    },
    get duration() {
      return this.gathered?.media?.duration;
    },
    get processed() {
      return this.gathered?.processed ?? 0;
    },
    get segments() {
      return this.gathered?.segments ?? [];
    },
    waitForEnd: (milliseconds, signal) => waitFor(ended.promise, milliseconds, signal),
  };
}

interface Standing {
  readonly place: (job: Job) => number | undefined;
  readonly secondsLeft: (job: Job) => number | undefined;
}

function judgeStanding(
  waiting: readonly Job[],
  slots: number,
  findUsual: () => number | undefined,
): Standing {
  const placeOf = (job: Job) => Math.max(0, waiting.indexOf(job));
  return {
    place: (job) => (job.status === 'queued' ? placeOf(job) : undefined),
    secondsLeft: (job) => {
      if (job.status === 'processing') return estimateLeft(job);
      const usual = findUsual();
      if (job.status !== 'queued' || usual === undefined) return undefined;
      return (usual * (placeOf(job) + 0.5)) / slots + usual;
    },
  };
}

/** Seconds, by the pace so far; undefined before the first piece. */
function estimateLeft({ gathered, startedAt }: Job): number | undefined {
  const { media, processed = 0 } = gathered ?? {};
  if (!media || processed <= 0) return undefined;
  const pace = (performance.now() - startedAt) / 1000 / processed;
  return Math.max(0, media.duration - processed) * pace;
}

async function waitFor(ended: Promise<void>, milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, milliseconds);
  const abort = () => over.resolve();
  signal.addEventListener('abort', abort, { once: true });
  await Promise.race([ended, over.promise]);
  clearTimeout(timer);
  signal.removeEventListener('abort', abort);
}

/** Never rejects: what goes wrong is the job's end. What is cut off by closing is left as if it had never been. */
async function run(job: Job, options: JobQueueOptions, isClosing: () => boolean): Promise<void> {
  const { engines, logger, media, texts } = options;
  job.status = 'processing';
  job.startedAt = performance.now();
  try {
    const message = createMessage(job, options);
    const transcript = await transcribeAlone({ engines, logger, media }, message, {
      texts,
      signal: job.stop.signal,
      onProgress: (gathered) => {
        job.gathered = gathered;
      },
      onRetry: (error) => logger.warn({ job_id: job.id, error }, 'a try failed'),
    });
    await end(job, options, { transcript });
  } catch (thrown) {
    if (isClosing()) job.ended.resolve();
    else await end(job, options, { error: toEfirError(job.stop.signal.reason ?? thrown) });
  }
}

function createMessage(job: Job, { blobs, maxDuration }: JobQueueOptions): TaskMessage {
  const { engine } = job.options;
  return taskMessageSchema.parse({
    task_id: createAttemptId(),
    file_path: blobs.filePath(job.new.blobKey),
    max_duration: maxDuration,
    ...(engine === undefined ? {} : { engine }),
    ...writeTaskOptions(job.options),
  });
}

type Outcome = { readonly transcript: Transcript } | { readonly error: EfirError };

/** The files first: whoever is told of the end finds them. */
async function end(job: Job, options: JobQueueOptions, outcome: Outcome): Promise<void> {
  const { blobs, files, logger, texts } = options;
  const facts: JobFacts =
    'transcript' in outcome
      ? { ...job, segments: job.segments, status: 'completed', transcript: outcome.transcript }
      : { ...job, segments: job.segments, ...judgeEnd(outcome.error) };
  if (job.new.keep) {
    const result = { ...presentJob(facts, texts), fingerprint: job.fingerprint };
    await files.write(result).then(
      (stored) => {
        job.resultPath = stored.result_path ?? undefined;
      },
      (error: unknown) => logger.error({ job_id: job.id, error }, 'the result could not be written'),
    );
  }
  await blobs.delete(job.new.blobKey).catch((error: unknown) => logger.warn({ error }, 'a recording stays'));
  job.status = facts.status;
  job.transcript = facts.transcript;
  job.error = facts.error;
  job.endedAt = performance.now();
  logger.info({ job_id: job.id, status: job.status, code: job.error?.code }, 'job ended');
  job.ended.resolve();
}

function judgeEnd(error: EfirError): Pick<JobFacts, 'status' | 'error'> {
  return error.code === 'cancelled' ? { status: 'cancelled' } : { status: 'failed', error };
}

function hasEnded({ status }: Job): boolean {
  return status !== 'queued' && status !== 'processing';
}

function forgetOld(jobs: Map<string, Job>): void {
  const oldest = performance.now() - remembered;
  const ended = [...jobs.values()].filter(hasEnded);
  const excess = ended.length - mostRemembered;
  const old = ended
    .toSorted((one, other) => one.endedAt - other.endedAt)
    .filter((job, place) => place < excess || job.endedAt < oldest);
  for (const job of old) jobs.delete(job.id);
}
