import { EfirError } from '../../core/errors.ts';
import { type DescribedError, describeError } from '../../texts/describe-error.ts';
import type { Texts } from '../../texts/texts.ts';
import type { Recording } from './recording.ts';
import type { Standing } from './standings.ts';

/** A recording as it leaves the program, in answers and in news: fields by the names of the wire, times as text. */
export interface PresentedRecording
  extends Pick<Recording, 'id' | 'state' | 'bytes' | 'options' | 'processed'> {
  readonly file_name: string;
  readonly media: NonNullable<Recording['media']> | null;
  readonly error: DescribedError | null;
  readonly fetching: { readonly bytes: number; readonly total_bytes: number | null } | null;
  readonly request_id: string;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly folder_id: string | null;
  readonly tags: string[];
  readonly place: number | null;
  readonly seconds_left: number | null;
}

/** Its error is worded for the reader. Without `standing` nothing is said of when it will be done. */
export function presentRecording(
  recording: Recording,
  texts: Texts,
  standing: Standing = {},
): PresentedRecording {
  return {
    id: recording.id,
    state: recording.state,
    file_name: recording.fileName,
    bytes: recording.bytes,
    options: recording.options,
    media: recording.media ?? null,
    processed: recording.processed,
    error: recording.error
      ? describeError(EfirError.fromRecord(recording.error), texts, recording.requestId)
      : null,
    fetching: recording.fetching
      ? { bytes: recording.fetching.bytes, total_bytes: recording.fetching.totalBytes }
      : null,
    request_id: recording.requestId,
    created_at: recording.createdAt.toISOString(),
    started_at: recording.startedAt?.toISOString() ?? null,
    finished_at: recording.finishedAt?.toISOString() ?? null,
    folder_id: recording.folderId,
    tags: [...recording.tags],
    ...presentStanding(standing),
  };
}

export function presentStanding({ place, secondsLeft }: Standing): {
  readonly place: number | null;
  readonly seconds_left: number | null;
} {
  return { place: place ?? null, seconds_left: secondsLeft === undefined ? null : Math.ceil(secondsLeft) };
}
