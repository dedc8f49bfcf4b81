import { createHash, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { judgeHead } from '../../compute/media/judge-head.ts';
import { peekStream } from '../../compute/media/peek-stream.ts';
import { type Sniffed, sniffLength } from '../../compute/media/sniff-content.ts';
import { EfirError, toEfirError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { BlobStore } from '../../ports/blob-store.ts';
import type { MediaTool } from '../../ports/media-tool.ts';
import type { EngineDescription, SpeechEngines } from '../../ports/speech-engine.ts';
import type { Texts } from '../../texts/texts.ts';
import type { JobBody, ServerHealth } from '../../wire/transcribe-server.ts';
import type { JobDesk, JobForm, Submission } from './job-desk.ts';
import { createJobQueue, type JobQueue } from './job-queue.ts';
import { presentJob } from './present-job.ts';
import { createResultFiles, type ResultFiles, type StoredJob } from './result-files.ts';
import { keepWarm, type WarmEngine } from './warm-engine.ts';

export interface StatelessOptions {
  readonly engines: SpeechEngines;
  readonly media: MediaTool;
  /** Where recordings wait; `folder` is theirs alone and goes at the end. */
  readonly incoming: { readonly blobs: BlobStore; readonly folder: string };
  readonly results: { readonly folder: string; readonly keep: number };
  /** Recordings in work at once, and waiting. */
  readonly slots: number;
  readonly capacity: number;
  readonly maxFileSize: number;
  readonly maxDuration: number;
  /** Words the notes of transcripts, which are written once for everybody. */
  readonly texts: Texts;
  readonly logger: Logger;
}

/**
 * The desk without a database: takes a file, runs the worker's code on it with an engine that stays warm, and keeps the
 * result as files, so that another process at the same place answers for it. What waited or was in work when the process
 * died is unknown to the next one.
 */
export function openStatelessDesk(options: StatelessOptions): JobDesk {
  const { capacity, engines, incoming, logger, results, slots, texts } = options;
  const files = createResultFiles(results.folder, results.keep, logger);
  const warm = keepWarm(engines, logger);
  const queue = createJobQueue({ ...options, blobs: incoming.blobs, files });
  const desk = { ...options, files, queue };
  return {
    mode: 'stateless',
    reserve: async () => queue.reserve(),
    retryAfter: () => queue.retryAfter(),
    submit: (submission) => submit(desk, submission),
    find: async (jobId, { seconds, signal }, asker) => {
      const job = queue.find(jobId);
      if (!job) return presentStored(files, jobId);
      if (seconds > 0) await job.waitForEnd(seconds * 1000, signal);
      return presentJob(job, asker.texts);
    },
    cancel: async (jobId, asker) => {
      const job = queue.find(jobId);
      const ended = job ? undefined : await presentStored(files, jobId);
      if (job) await queue.cancel(job);
      const body = job ? presentJob(job, asker.texts) : ended;
      if (body?.status !== 'cancelled')
        throw new EfirError('state-conflict', { state: toState(body?.status) });
      return body;
    },
    health: async () => describeHealth(warm, queue, { capacity, slots }, texts),
    close: async () => {
      await warm.close();
      await queue.close();
      files.close();
      await rm(incoming.folder, { recursive: true, force: true });
      logger.debug({ slots }, 'the desk is closed');
    },
  };
}

interface Desk extends StatelessOptions {
  readonly files: ResultFiles;
  readonly queue: JobQueue;
}

async function submit(desk: Desk, submission: Submission) {
  const { content, head } = await peekStream(submission.content, sniffLength);
  const sniffed = await judgeHead(head, true);
  const blobKey = randomUUID();
  const { blobs } = desk.incoming;
  let taken = false;
  try {
    const hash = createHash('sha256');
    await blobs.put(blobKey, hashStream(content, hash), {
      maxBytes: desk.maxFileSize,
      signal: submission.signal,
    });
    if (sniffed.verdict === 'unknown') await probeContent(desk, blobKey, sniffed);
    const form = await submission.readForm();
    const fingerprint = fingerprintOf(hash.digest('hex'), form);
    const stored = await desk.files.read(form.jobId);
    const known = desk.queue.find(form.jobId);
    if (known) {
      if (known.fingerprint !== fingerprint) throw new EfirError('job-conflict', { id: form.jobId });
      return { job: presentJob(known, desk.texts), repeated: true };
    }
    if (stored) {
      if (stored.fingerprint !== fingerprint) throw new EfirError('job-conflict', { id: form.jobId });
      return { job: withoutFingerprint(stored), repeated: true };
    }
    const job = desk.queue.add({ ...form, blobKey, fingerprint });
    taken = true;
    return { job: presentJob(job, desk.texts), repeated: false };
  } finally {
    if (!taken) await blobs.delete(blobKey);
  }
}

/** What the first bytes do not explain, the decoder may. */
async function probeContent(desk: Desk, blobKey: string, { found }: Sniffed): Promise<void> {
  const path = desk.incoming.blobs.filePath(blobKey);
  if (path === undefined) throw new EfirError('media-unrecognised', { found });
  await desk.media.probe(path);
}

function hashStream(content: Readable, hash: ReturnType<typeof createHash>): Readable {
  return Readable.from(
    (async function* () {
      for await (const chunk of content.iterator({ destroyOnReturn: false })) {
        hash.update(chunk);
        yield chunk;
      }
    })(),
    { objectMode: false, highWaterMark: 1024 * 1024 },
  );
}

/** Content and options; the file's name is the sender's affair. */
function fingerprintOf(content: string, { options }: JobForm): string {
  const sorted = Object.entries(options).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([content, sorted]))
    .digest('hex');
}

async function presentStored(files: ResultFiles, jobId: string) {
  const stored = await files.read(jobId);
  if (!stored) throw new EfirError('job-not-found', { id: jobId });
  return withoutFingerprint(stored);
}

function withoutFingerprint({ fingerprint: _ours, ...job }: StoredJob): JobBody {
  return job;
}

function toState(status: string | undefined): string {
  return status === 'completed' ? 'succeeded' : (status ?? 'failed');
}

function describeHealth(
  warm: WarmEngine,
  queue: JobQueue,
  { capacity, slots }: Pick<StatelessOptions, 'capacity' | 'slots'>,
  texts: Texts,
): Omit<ServerHealth, 'mode' | 'version'> {
  const { description, failure } = warm;
  return {
    status: description ? 'ok' : failure ? 'failed' : 'loading',
    model_loaded: description !== undefined,
    engine: description?.engine ?? null,
    model: description?.model ?? null,
    queue: { waiting: queue.waiting, running: queue.running, capacity },
    description: description ? toWire(description, slots) : null,
    // The code alone: this answer is open to everybody.
    error: failure ? texts.describe(new EfirError(toEfirError(failure).code)).message : null,
  };
}

function toWire(
  { capabilities, languages, maxPieceSeconds, quality }: EngineDescription,
  slots: number,
): NonNullable<ServerHealth['description']> {
  return {
    languages: languages === 'any' ? ('any' as const) : [...languages],
    max_piece_seconds: maxPieceSeconds,
    quality,
    word_times: capabilities.wordTimes,
    confidence: capabilities.confidence,
    detects_language: capabilities.detectsLanguage,
    hot_words: capabilities.hotWords,
    streams: slots + 1,
  };
}
