import { createKey } from './create-key.ts';

/** This tab. What it keeps is its own to go on with, until it is closed. */
export const tab = createKey();

const lockOf = (one: string) => `efir-tab-${one}`;
/** Browsers have locks over https and on the own machine only. */
const locks: LockManager | undefined = globalThis.navigator?.locks;

// Held for as long as the tab lives.
void locks?.request(lockOf(tab), () => new Promise<void>(() => undefined)).catch(() => undefined);

/**
 * Calls `adopt` once a tab is gone, however it went: what it has left is then this tab's. Without locks nobody knows
 * whether it is gone, and it is taken to be; so is this tab itself.
 */
export function whenGone(other: string, adopt: () => Promise<void>): void {
  const adopted = locks && other !== tab ? locks.request(lockOf(other), adopt) : adopt();
  void adopted.catch(() => undefined);
}
