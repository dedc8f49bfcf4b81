/**
 * Named places between two steps of the way of a recording, where a test ends the process as `kill -9` does. Nothing
 * happens at any of them unless one is armed, which the setting EFIR_CRASH_POINT does at the start of a process.
 */
const crashPoints = [
  // api: createRecording
  'blob-stored',
  'recording-committed',
  // api: writeUpload
  'part-stored',
  'part-committed',
  // coordinator: hand out
  'attempt-committed',
  'task-published',
  // worker: a run
  'task-taken',
  'started-reported',
  'task-acknowledged',
  'piece-computed',
  'piece-reported',
  'block-reported',
  'result-reported',
  // coordinator: apply
  'events-received',
  'events-committed',
  'events-acknowledged',
  // coordinator: deliveries
  'delivery-claimed',
  'delivery-sent',
  // bot: the inbox
  'update-stored',
  'update-claimed',
  'update-written',
  'update-handled',
  // bot: recordings
  'source-opened',
  'picture-told',
  // bot: messages
  'message-intended',
  'message-sent',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

let armed: { readonly point: CrashPoint; left: number } | undefined;

export interface ArmedCrash {
  readonly point: CrashPoint;
  /** The process ends at this passing of the point. */
  readonly times: number;
}

/** Reads `point` or `point:times`; undefined for what is neither. */
export function readCrashPoint(text: string): ArmedCrash | undefined {
  const [, name, times = '1'] = /^([a-z-]+)(?::([1-9]\d{0,8}))?$/.exec(text) ?? [];
  const point = crashPoints.find((known) => known === name);
  return point && { point, times: Number(times) };
}

export function armCrashPoint({ point, times }: ArmedCrash): void {
  armed = { point, left: times };
}

/** Passes a point: ends the process when it is the armed one. */
export function crashPoint(point: CrashPoint): void {
  if (armed?.point !== point) return;
  armed.left -= 1;
  if (armed.left === 0) process.kill(process.pid, 'SIGKILL');
}
