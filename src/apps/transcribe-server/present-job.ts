import { joinTexts } from '../../compute/speech/join-texts.ts';
import type { Transcript } from '../../compute/speech/transcript.ts';
import type { EfirError } from '../../core/errors.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import type { Texts } from '../../texts/texts.ts';
import type { Segment } from '../../wire/event-message.ts';
import type { JobBody } from '../../wire/transcribe-server.ts';
import { describeError } from '../describe-error.ts';

/** What is known of a job, wherever it is worked on. */
export interface JobFacts {
  readonly id: string;
  readonly recordingId?: string;
  readonly status: JobBody['status'];
  readonly options: RecordingOptions;
  /** Seconds, once somebody has looked. */
  readonly duration: number | undefined;
  /** Seconds of it that are written down. */
  readonly processed: number;
  /** Of a job that has not ended: jobs that begin before it, and until it is done. */
  readonly place?: number | undefined;
  readonly secondsLeft?: number | undefined;
  /** So far. */
  readonly segments: readonly Segment[];
  /** Of a completed job. */
  readonly transcript?: Transcript | undefined;
  /** Of a failed one. */
  readonly error?: EfirError | undefined;
  readonly requestId: string;
  /** Once the files are written. */
  readonly resultPath?: string | undefined;
}

/** A job as it goes over the wire, its error worded for the reader. */
export function presentJob(job: JobFacts, texts: Texts): JobBody {
  const { error, transcript } = job;
  const segments = transcript?.segments ?? job.segments;
  const described = error ? describeError(error, texts, job.requestId) : undefined;
  return {
    job_id: job.id,
    recording_id: job.recordingId ?? null,
    status: job.status,
    progress: measureProgress(job),
    ...presentStanding(job),
    language: transcript?.language ?? job.options.language ?? null,
    text: transcript?.text ?? joinTexts(segments.map((segment) => segment.text)),
    segments: [...segments],
    duration: transcript?.duration ?? job.duration ?? null,
    engine: transcript?.engine ?? null,
    model: transcript?.model ?? null,
    error: described ? described.message : null,
    error_code: described ? described.code : null,
    result_path: job.resultPath ?? null,
    ...(transcript ? tellFurther(transcript) : {}),
  };
}

function tellFurther({ notes, quality, speakers, version }: Transcript) {
  return {
    quality,
    notes,
    ...(version === undefined ? {} : { version }),
    ...(speakers === undefined ? {} : { speakers }),
  };
}

function presentStanding({ place, secondsLeft, status }: JobFacts): Pick<JobBody, 'place' | 'seconds_left'> {
  if (status !== 'queued' && status !== 'processing') return { place: null, seconds_left: null };
  return { place: place ?? null, seconds_left: secondsLeft === undefined ? null : Math.ceil(secondsLeft) };
}

/** 100 is said of what is completed and of nothing else. */
function measureProgress({ duration, processed, status }: JobFacts): number {
  if (status === 'completed') return 100;
  if (duration === undefined || duration <= 0) return 0;
  return Math.min(99, Math.floor((100 * processed) / duration));
}
