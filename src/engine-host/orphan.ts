import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';

/** The host's private folder begins with this; see host-process.ts. */
export const privateFolderPrefix = 'efir-engine-';

/**
 * The end of a host whose parent is gone: its private folder, whatever it started, and itself. It leads its own
 * process group, so this reaches a decoder that it started, too.
 */
export function endAsOrphan(): void {
  if (basename(tmpdir()).startsWith(privateFolderPrefix)) rmSync(tmpdir(), { recursive: true, force: true });
  process.kill(-process.pid, 'SIGKILL');
}
