import { answerAs, isTabOpen } from './ask-tab.ts';
import { createKey } from './create-key.ts';

/** This tab. What it keeps is its own to go on with, until it is closed. */
export const tab = createKey();

const lockOf = (one: string) => `efir-tab-${one}`;
/** Browsers have locks over https and on the own machine only. */
const locks: LockManager | undefined = globalThis.navigator?.locks;

// Held for as long as the tab lives.
if (locks) void locks.request(lockOf(tab), () => new Promise<void>(() => undefined)).catch(() => undefined);
else if (globalThis.BroadcastChannel) answerAs(tab);

/**
 * Calls `adopt` once a tab is gone, however it went: what it has left is then this tab's. Without locks it is asked
 * once, and left alone if it answers. What this tab itself has left, it takes up at once.
 */
export function whenGone(other: string, adopt: () => Promise<void>): void {
  void adoptWhenGone(other, adopt).catch(() => undefined);
}

async function adoptWhenGone(other: string, adopt: () => Promise<void>): Promise<void> {
  if (other === tab) await adopt();
  else if (locks) await locks.request(lockOf(other), adopt);
  else if (!(await isTabOpen(other))) await adopt();
}
