import type { Readable } from 'node:stream';
import { EfirError } from '../../../core/errors.ts';
import { openBelow } from '../../../core/find-below.ts';
import { MessengerRefusal } from '../../../ports/messenger.ts';
import { capBytes } from '../cap-bytes.ts';

/**
 * A file that a Bot API server of our own left on this machine: below its folder only, with all links followed first.
 * Rejects with `MessengerRefusal` for everything else.
 */
export async function openLocalFile(
  folder: string | undefined,
  path: string,
  mostBytes: number,
): Promise<Readable> {
  if (folder === undefined) throw refuse('an absolute path, but no folder of local files is set');
  try {
    const handle = await openBelow(folder, path);
    return capBytes(handle.createReadStream() as AsyncIterable<Buffer>, mostBytes);
  } catch (thrown) {
    throw thrown instanceof EfirError ? refuse(thrown.code) : thrown;
  }
}

function refuse(reason: string): MessengerRefusal {
  return new MessengerRefusal({ method: 'download', status: 404, description: `Not Found: ${reason}` });
}
