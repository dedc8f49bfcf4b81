import { setTimeout as wait } from 'node:timers/promises';

/** Waits; ends early with the signal's AbortError. */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, signal ? { signal } : {});
}

/** `HH:MM:SS.mmm` with the given separator before the milliseconds (SRT `,`, WebVTT `.`). Input in seconds. */
export function formatTimestamp(seconds: number, separator: ',' | '.'): string {
  const total = Math.max(0, Math.round(seconds * 1000));
  const parts = [
    Math.floor(total / 3_600_000),
    Math.floor(total / 60_000) % 60,
    Math.floor(total / 1000) % 60,
  ];
  const clock = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return `${clock}${separator}${String(total % 1000).padStart(3, '0')}`;
}
