import { fileTypeFromBuffer } from 'file-type';

/**
 * The MIME type of a recording by its first bytes (about 4 KiB), for whoever plays it. Only sound and video get a
 * type of their own: everything else is `application/octet-stream`, so that no browser runs it.
 */
export async function readContentType(head: Uint8Array): Promise<string> {
  const type = await fileTypeFromBuffer(head);
  if (!type) return 'application/octet-stream';
  if (type.mime.startsWith('audio/') || type.mime.startsWith('video/')) return type.mime;
  return playable.get(type.mime) ?? 'application/octet-stream';
}

const playable = new Map([
  ['application/ogg', 'audio/ogg'],
  ['application/mp4', 'video/mp4'],
]);
