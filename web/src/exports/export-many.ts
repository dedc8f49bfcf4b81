import { api } from '../api/client.ts';
import type { ExportChoice } from './formats.ts';

/** Recordings of one archive. */
const mostAtOnce = 500;

/**
 * Downloads the transcripts of recordings as an archive, of more than 500 as several. Gives how many have none. Rejects
 * with `ApiFailure`, `export-empty` where none has.
 */
export async function exportMany(ids: readonly string[], choice: ExportChoice): Promise<{ leftOut: number }> {
  let leftOut = 0;
  for (let at = 0; at < ids.length; at += mostAtOnce) {
    const { data, response } = await api.POST('/v1/recordings/export', {
      body: {
        ids: ids.slice(at, at + mostAtOnce),
        format: choice.format,
        times: 'times' in choice,
      },
      parseAs: 'blob',
    });
    leftOut += Number(response.headers.get('x-efir-left-out') ?? 0);
    const name = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1];
    save(data as unknown as Blob, name ?? 'efir.zip');
  }
  return { leftOut };
}

/** Hands bytes to the browser's downloads. */
function save(bytes: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  // Browsers begin to read a moment later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
