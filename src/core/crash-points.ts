/**
 * Named places between two steps of the way of a recording, where a test ends the process as `kill -9` does. Nothing
 * happens at any of them unless one is armed, which the setting EFIR_CRASH_POINT does at the start of a process.
 */
export const crashPoints = [
  // api: createRecording
  'blob-stored',
  'recording-committed',
  // coordinator: hand out
  'attempt-committed',
  'task-published',
  // worker: a run
  'task-taken',
  'started-reported',
  'task-acknowledged',
  'piece-computed',
  'piece-reported',
  'result-reported',
  // coordinator: apply
  'events-received',
  'events-committed',
  'events-acknowledged',
  // coordinator: deliveries
  'delivery-claimed',
  'delivery-sent',
] as const;
export type CrashPoint = (typeof crashPoints)[number];

let armed: { readonly point: CrashPoint; left: number } | undefined;

/** The process ends at the `times`-th passing of the point. */
export function armCrashPoint(point: CrashPoint, times = 1): void {
  armed = { point, left: times };
}

export function crashPoint(point: CrashPoint): void {
  if (armed?.point !== point) return;
  armed.left -= 1;
  if (armed.left === 0) process.kill(process.pid, 'SIGKILL');
}
