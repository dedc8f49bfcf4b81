import type { Segment } from './queries.ts';

/** Seconds: the browser unpacks the whole sound for its wave, 2 MB a minute, and longer ones would fill a phone. */
const longestWave = 20 * 60;

/** Whether a wave is too much to ask: of long sound, of a film, and of what nobody knows the length of. */
export function isDrawnBySpeech(duration: number, film: boolean): boolean {
  return film || duration > longestWave || duration === 0;
}

/** Bars enough for any screen. */
const bars = 600;

/** How much is said in each part of a recording, from 0 to 1: letters a second, beside the densest part. */
export function drawSpeech(
  segments: readonly Pick<Segment, 'start' | 'end' | 'text'>[],
  duration: number,
): number[] {
  const letters = new Array<number>(bars).fill(0);
  if (duration <= 0) return letters;
  for (const { end, start, text } of segments) {
    const [first, last] = [start, Math.max(start, end)].map((time) =>
      Math.min(bars - 1, Math.floor((time / duration) * bars)),
    ) as [number, number];
    for (let bar = first; bar <= last; bar += 1)
      letters[bar] = (letters[bar] ?? 0) + text.length / (last - first + 1);
  }
  const most = Math.max(...letters, 1);
  return letters.map((count) => count / most);
}
