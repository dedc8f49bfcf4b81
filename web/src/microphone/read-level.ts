/** Decibels below full that count as silence. */
const floor = -60;

/** How loud a frame of samples from -1 to 1 is to the ear: 0 for silence, 1 for as loud as can be. */
export function readLevel(frame: ArrayLike<number>): number {
  let sum = 0;
  for (let place = 0; place < frame.length; place += 1) sum += (frame[place] ?? 0) ** 2;
  if (sum === 0) return 0;
  const decibels = 10 * Math.log10(sum / frame.length);
  return Math.min(1, Math.max(0, 1 - decibels / floor));
}
