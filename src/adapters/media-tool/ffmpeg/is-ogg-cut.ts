import { open } from 'node:fs/promises';

/** An Ogg page is at most 65,307 bytes, so the last one begins in here. */
const tailLength = 65_536;
/** Capture pattern to the number of segments. */
const headerLength = 27;

/**
 * Whether an Ogg file breaks off inside a page. It announces no length, so that a cut one looks like a shorter one;
 * a missing last page would not tell, because recorders of live streams write none.
 */
export async function isOggCut(path: string): Promise<boolean> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  const from = Math.max(0, size - tailLength);
  const { bytesRead, buffer } = await file.read(Buffer.alloc(tailLength), 0, tailLength, from);
  const tail = buffer.subarray(0, bytesRead);
  const page = tail.subarray(Math.max(0, tail.lastIndexOf('OggS', undefined, 'latin1')));
  const segments = page[headerLength - 1];
  if (segments === undefined || page.length < headerLength + segments) return true;
  const content = page
    .subarray(headerLength, headerLength + segments)
    .reduce((sum, length) => sum + length, 0);
  return page.length < headerLength + segments + content;
}
