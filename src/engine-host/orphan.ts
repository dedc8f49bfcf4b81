import { removeOwnFolder } from './private-folder.ts';

/**
 * The end of a host whose parent is gone: its private folder, whatever it started, and itself. It leads its own
 * process group, so this reaches a decoder that it started, too.
 */
export function endAsOrphan(): void {
  removeOwnFolder();
  process.kill(-process.pid, 'SIGKILL');
}
