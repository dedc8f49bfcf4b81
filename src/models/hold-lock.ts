import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import { isNodeError } from '../core/errors.ts';
import { sleep } from '../core/time.ts';

const refreshMilliseconds = 1000;
/** A holder that has not touched its lock for this long, by our own clock, is dead. */
const staleMilliseconds = 10_000;

/**
 * Waits until the lock is ours; the answer gives it back. A folder is the lock, because making one succeeds for
 * exactly one process, on network file systems too. Its holder touches it every second; process ids would lie
 * where containers share the volume.
 */
export async function holdLock(path: string, signal?: AbortSignal): Promise<() => Promise<void>> {
  let seen: { touched: number; since: number } | undefined;
  while (!(await tryLock(path))) {
    const touched = await readTouch(path);
    if (touched !== undefined && seen?.touched === touched) {
      if (performance.now() - seen.since > staleMilliseconds)
        await rm(path, { recursive: true, force: true });
    } else {
      seen = touched === undefined ? undefined : { touched, since: performance.now() };
    }
    await sleep(200, signal);
  }
  const timer = setInterval(
    () => void utimes(path, new Date(), new Date()).catch(() => {}),
    refreshMilliseconds,
  );
  return async () => {
    clearInterval(timer);
    await rm(path, { recursive: true, force: true });
  };
}

async function tryLock(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (thrown) {
    if (isNodeError(thrown) && thrown.code === 'EEXIST') return false;
    throw thrown;
  }
}

async function readTouch(path: string): Promise<number | undefined> {
  return stat(path).then(
    (found) => found.mtimeMs,
    () => undefined,
  );
}
