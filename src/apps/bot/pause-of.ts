import type { ClaimedMessage } from '../../domain/chats/index.ts';

/** Seconds between tries, by how many there were. */
const tryPauses = [1, 2, 5, 10, 20, 30, 60];

/** Seconds until a message is tried again that failed before anything came of it. */
export function pauseOf({ tries }: Pick<ClaimedMessage, 'tries'>): number {
  return tryPauses[Math.min(tries, tryPauses.length - 1)] ?? 60;
}
