import { parse } from 'content-disposition';
import type { DownloadHead } from '../../ports/web-client.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What the head of an answer says of the file behind it; names in lower case. */
export function readHead(url: string, headers: Headers): DownloadHead {
  const length = [headers['content-length']].flat()[0];
  // What is packed for the way has another length than the file.
  const plain = headers['content-encoding'] === undefined;
  const bytes = plain && length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
  return { url, bytes, fileName: readDisposition([headers['content-disposition']].flat()[0]) };
}

function readDisposition(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  try {
    return parse(header).parameters['filename'];
  } catch {
    return undefined;
  }
}
