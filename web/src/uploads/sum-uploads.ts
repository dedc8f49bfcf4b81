import type { Upload } from './upload.ts';

interface Sum {
  readonly count: Readonly<Record<Upload['state'], number>>;
  /** Percent of all bytes that are to come or have come. */
  readonly share: number;
  /** Until everything has come, at the pace of this moment; undefined while nothing flows. */
  readonly seconds: number | undefined;
}

/** How all uploads stand together; what failed is not waited for. */
export function sumUploads(uploads: readonly Upload[]): Sum {
  const count = { waiting: 0, sending: 0, paused: 0, lost: 0, sent: 0, failed: 0 };
  let [all, arrived, left, pace] = [0, 0, 0, 0];
  for (const upload of uploads) {
    const { bytes, sent, state } = upload;
    count[state] += 1;
    if (state === 'failed') continue;
    const here = state === 'sent' ? bytes : Math.min(sent, bytes);
    all += bytes;
    arrived += here;
    if (state === 'waiting' || state === 'sending') left += bytes - here;
    pace += upload.pace ?? 0;
  }
  return {
    count,
    share: all === 0 ? 0 : (100 * arrived) / all,
    seconds: pace > 0 && left > 0 ? left / pace : undefined,
  };
}
