import { EfirError } from '../../core/errors.ts';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database } from '../../db/database.ts';
import { type Recording, readRecording, thisTransaction } from '../media/index.ts';
import { readLabel } from './folders/folder.ts';

/** Characters of a recording's name. */
export const longestRecordingName = 255;

/**
 * Names a recording otherwise. It is the name of files that are made of it, too: slashes are none of it. Rejects with
 * `recording-not-found`, and with `request-invalid` for what is no name.
 */
export async function renameRecording(
  database: Database,
  tenantId: TenantId,
  id: RecordingId,
  given: string,
): Promise<Recording> {
  const name = readRecordingName(given);
  const recording = await database.withTenant(tenantId, async (tx) => {
    await tx
      .updateTable('recordings')
      .set({ file_name: name, arranged_in: thisTransaction })
      .where('id', '=', id)
      .execute();
    return readRecording(tx, id);
  });
  database.hints.send('recording', id);
  return recording;
}

/** A name as it is kept. Throws `request-invalid` for what is none. */
export function readRecordingName(given: string): string {
  const name = readLabel('file_name', given.replaceAll(/[/\\]/g, '-'), longestRecordingName);
  if (/^\.*$/.test(name)) throw new EfirError('request-invalid', { detail: 'file_name: is empty' });
  return name;
}
