import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { EfirError, isErrorCode } from '../../../core/errors.ts';
import { sleep } from '../../../core/time.ts';
import { sampleRate } from '../../../ports/media-tool.ts';
import type {
  EngineDescription,
  RecognisedPiece,
  RecognisedWord,
  RecogniseOptions,
  SpeechPiece,
} from '../../../ports/speech-engine.ts';
import type { Word } from '../../../wire/event-message.ts';
import { type JobBody, jobSchema, pieceHeader } from '../../../wire/transcribe-server.ts';
import { encodeForm } from '../call-http.ts';
import { encodeWav } from '../encode-wav.ts';
import { type Answer, ask, read, type Server, unreachable } from './server.ts';
import type { ServerPool } from './server-pool.ts';

/** Seconds that one question for the end of a piece waits, and milliseconds more until the server counts as gone. */
const wait = 10;
const waitSlack = 10_000;
/** Milliseconds for handing a piece over: less than a megabyte. */
const sendPatience = 60_000;
/** Servers that may fail with the same piece before it is the piece that is to blame. */
const mostFailures = 3;

/**
 * Has one piece recognised, by another server where one fails. Rejects with `engine-failed` when the servers say that
 * they cannot, with `transcribe-server-unreachable` when there is none left, and with `cancelled`.
 */
export async function sendPiece(
  pool: ServerPool,
  description: EngineDescription,
  piece: SpeechPiece,
  options: RecogniseOptions,
): Promise<RecognisedPiece> {
  const wav = encodeWav(piece.samples, sampleRate);
  const failed = new Set<Server>();
  for (;;) {
    const server = await pool.acquire(failed, options.signal);
    try {
      const job = await runJob(
        server,
        wav,
        description.capabilities.hotWords ? options : withoutWords(options),
      );
      pool.reportSuccess(server);
      return toPiece(job, description, piece.samples.length / sampleRate);
    } catch (thrown) {
      judge(pool, server, thrown, failed);
    } finally {
      pool.release(server);
    }
  }
}

/** `again` stays here, too: the server hears a piece again by itself where the first answer was no speech. */
function withoutWords({ hotWords: _words, ...options }: RecogniseOptions): RecogniseOptions {
  return options;
}

/** Returns where another try makes sense. */
function judge(pool: ServerPool, server: Server, thrown: unknown, failed: Set<Server>): void {
  if (thrown instanceof QueueFull) {
    pool.reportFull(server, thrown.seconds);
    return;
  }
  if (!(thrown instanceof EfirError)) throw thrown;
  failed.add(server);
  if (thrown.code === 'transcribe-server-unreachable') {
    pool.reportFailure(server, thrown);
    return;
  }
  // The server works and says no: another may hear better, but the piece may also be one that breaks engines.
  const hopeless = thrown.code !== 'engine-failed' && thrown.code !== 'engine-host-died';
  if (hopeless || failed.size >= Math.min(mostFailures, pool.servers.length)) throw thrown;
}

class QueueFull extends Error {
  readonly seconds: number;

  constructor(seconds: number) {
    super('the queue is full');
    this.seconds = seconds;
  }
}

async function runJob(
  server: Server,
  wav: Uint8Array,
  { hotWords, language, signal }: RecogniseOptions,
): Promise<JobBody> {
  const jobId = `piece-${randomUUID()}`;
  try {
    let job = await post(server, { jobId, wav, hotWords, language, signal });
    while (job.status === 'queued' || job.status === 'processing') job = await follow(server, jobId, signal);
    return requireCompleted(server, job);
  } catch (thrown) {
    // Also where the answer was lost: nobody wants the piece any more. Whether the server hears it or not, we go on.
    if (!(thrown instanceof QueueFull)) void cancel(server, jobId);
    throw thrown;
  }
}

interface Posted {
  readonly jobId: string;
  readonly wav: Uint8Array;
  readonly hotWords: readonly string[] | undefined;
  readonly language: string | undefined;
  readonly signal: AbortSignal | undefined;
}

async function post(server: Server, { jobId, wav, hotWords, language, signal }: Posted): Promise<JobBody> {
  // A piece is asked for once and needs no file.
  const query = new URLSearchParams({ job_id: jobId, keep: 'false', ...(language && { language }) });
  // Hot words are too many for an address.
  const { body, contentType } = hotWords?.length
    ? await encodeForm({ hot_words: hotWords }, wav)
    : { body: wav, contentType: 'audio/wav' };
  const answer = await ask(server, `/transcribe?${query}`, {
    method: 'POST',
    body,
    headers: { [pieceHeader]: '1', 'content-type': contentType },
    patience: sendPatience,
    signal,
  });
  if (answer.status === 429) throw new QueueFull(readRetryAfter(answer));
  if (!answer.ok) throw await readFailure(server, answer);
  return read(server, answer, jobSchema, signal);
}

async function follow(server: Server, jobId: string, signal: AbortSignal | undefined): Promise<JobBody> {
  const answer = await ask(server, `/status/${jobId}?wait=${wait}`, {
    patience: wait * 1000 + waitSlack,
    signal,
  });
  // 404: it was started again since, and has forgotten the piece.
  if (!answer.ok) throw await readFailure(server, answer);
  return read(server, answer, jobSchema, signal);
}

/** Milliseconds before each try: a piece that is still being taken in is not known there yet. */
const cancelPauses = [0, 300, 1_000, 3_000];

async function cancel(server: Server, jobId: string): Promise<void> {
  for (const pause of cancelPauses) {
    await sleep(pause);
    const answer = await ask(server, `/cancel/${jobId}`, { method: 'POST' }).catch(() => undefined);
    answer?.drop();
    if (answer?.status !== 404) return;
  }
}

/** Seconds, within reason. */
function readRetryAfter(answer: Answer): number {
  answer.drop();
  const given = Number(answer.retryAfter);
  return Number.isFinite(given) ? Math.min(30, Math.max(0.2, given)) : 1;
}

const failureSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

async function readFailure(server: Server, answer: Answer): Promise<EfirError> {
  const failure = failureSchema.safeParse(await answer.json().catch(() => undefined));
  const detail = failure.success ? failure.data.error.message : `HTTP ${answer.status}`;
  if (failure.success && failure.data.error.code === 'transcribe-server-circle') {
    return new EfirError('transcribe-server-circle', { server: server.url });
  }
  return unreachable(server, detail);
}

function requireCompleted(server: Server, job: JobBody): JobBody {
  if (job.status === 'completed') return job;
  // Stopped there by somebody else, or because that server is going down.
  if (job.status === 'cancelled') throw unreachable(server, 'the piece was cancelled there');
  const { error, error_code: code } = job;
  const detail = `${server.url}: ${error ?? 'failed'}`;
  if (code === 'media-no-duration') return { ...job, segments: [] };
  if (code === 'language-unsupported' || code === 'recording-kills-engine' || !isErrorCode(code ?? '')) {
    throw new EfirError('engine-failed', { detail });
  }
  throw new EfirError(code === 'engine-host-died' ? 'engine-host-died' : 'engine-failed', { detail });
}

/** Times of a job count from the start of what was sent, which is the piece. */
function toPiece(job: JobBody, { capabilities }: EngineDescription, seconds: number): RecognisedPiece {
  const words = job.segments.flatMap((segment) => segment.words).map((word) => toWord(word, seconds));
  const text = words.length > 0 ? words.map((word) => word.text).join(' ') : job.text;
  const { language } = job;
  if (words.length === 0 && job.segments.some((segment) => segment.unintelligible)) {
    return { text: '', words: [], unintelligible: true };
  }
  return { text, words, ...(capabilities.detectsLanguage && language !== null ? { language } : {}) };
}

function toWord(word: Word, seconds: number): RecognisedWord {
  const start = Math.min(word.start, seconds);
  const { confidence, text } = word;
  const times = { text, start, end: Math.max(start, Math.min(word.end, seconds)) };
  return confidence === undefined ? times : { ...times, confidence };
}
