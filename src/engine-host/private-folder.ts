import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isNodeError } from '../core/errors.ts';

/** `efir-engine-<pid of the parent>-<random>`: pieces of people's speech may lie in it for a moment. */
const prefix = 'efir-engine-';

/**
 * Makes the folder that a host has for temporary files. Folders whose makers are gone go first: where the parent
 * and its host were killed at once, nobody was left to remove theirs.
 */
export function createPrivateFolder(place: string): string {
  for (const name of readdirSync(place)) {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) removeFolder(join(place, name));
  }
  return mkdtempSync(join(place, `${prefix}${process.pid}-`));
}

/** Called inside the host, whose TMPDIR it is. */
export function removeOwnFolder(): void {
  if (basename(tmpdir()).startsWith(prefix)) removeFolder(tmpdir());
}

export function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Another user's, or a file is just being written: whoever comes next tries again.
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: it runs, and belongs to somebody else.
    return !(isNodeError(thrown) && thrown.code === 'ESRCH');
  }
}
