import { ApiFailure } from '../api/api-failure.ts';
import { api } from '../api/client.ts';
import { saveFile } from '../layout/save-file.ts';
import type { ExportChoice } from './formats.ts';

/** Recordings of one archive. */
const mostAtOnce = 500;

/**
 * Downloads the transcripts of recordings as an archive, of more than 500 as several. Gives how many have none. Rejects
 * with `ApiFailure`, `export-empty` where none has.
 */
export async function exportMany(ids: readonly string[], choice: ExportChoice): Promise<{ leftOut: number }> {
  let leftOut = 0;
  let empty: ApiFailure | undefined;
  for (let at = 0; at < ids.length; at += mostAtOnce) {
    const part = ids.slice(at, at + mostAtOnce);
    try {
      leftOut += await exportPart(part, choice);
    } catch (thrown) {
      if (!(thrown instanceof ApiFailure) || thrown.code !== 'export-empty') throw thrown;
      // A part without any transcript says nothing of the others.
      empty = thrown;
      leftOut += part.length;
    }
  }
  if (empty && leftOut >= ids.length) throw empty;
  return { leftOut };
}

async function exportPart(ids: readonly string[], choice: ExportChoice): Promise<number> {
  const { data, response } = await api.POST('/v1/recordings/export', {
    body: { ids: [...ids], format: choice.format, times: 'times' in choice },
    parseAs: 'blob',
  });
  const name = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  saveFile(name ?? 'efir.zip', data as unknown as Blob);
  return Number(response.headers.get('x-efir-left-out') ?? 0);
}
