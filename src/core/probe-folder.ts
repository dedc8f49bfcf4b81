import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EfirError, tellSystemError, toEfirError } from './errors.ts';

/** Less than any recording, and more than a nearly full disk gives. */
const content = Buffer.alloc(64 * 1024, 1);

/**
 * Whether a file can be written there now: writes one and takes it away. What a killed process leaves has a name with a
 * dot and `probe`. Rejects with `disk-full` {path}, else with `data-directory-unusable` {directory, detail}.
 */
export async function probeFolder(directory: string): Promise<void> {
  const path = join(directory, `.probe-${randomUUID()}`);
  try {
    await writeFile(path, content, { flag: 'wx', mode: 0o600 });
  } catch (thrown) {
    if (toEfirError(thrown).code === 'disk-full')
      throw new EfirError('disk-full', { path: directory }, { cause: thrown });
    const detail = tellSystemError(thrown);
    throw new EfirError('data-directory-unusable', { directory, detail }, { cause: thrown });
  } finally {
    await rm(path, { force: true }).catch(() => undefined);
  }
}
