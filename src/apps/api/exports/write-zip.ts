import { setImmediate as nextTurn } from 'node:timers/promises';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

export interface ZipEntry {
  /** A plain file name. */
  readonly name: string;
  readonly content: Uint8Array;
  readonly date: Date;
  /** It is compressed already: it is put in as it is. */
  readonly packed: boolean;
}

/** Bytes that are compressed before others get a turn. */
const slice = 128 * 1024;

/** A ZIP archive piece by piece: of its files no more than one is held at a time. Throws what `entries` throw. */
export async function* writeZip(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array, void, void> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    ready.push(piece);
  });
  const take = () => {
    const pieces = ready;
    ready = [];
    return pieces;
  };
  for await (const { content, date, name, packed } of entries) {
    const file = packed ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    file.mtime = toZipDate(date);
    zip.add(file);
    for (let at = 0; at === 0 || at < content.byteLength; at += slice) {
      file.push(content.subarray(at, at + slice), at + slice >= content.byteLength);
      yield* take();
      await nextTurn();
    }
  }
  zip.end();
  yield* take();
}

/** The format knows the years from 1980 to 2099. */
function toZipDate(date: Date): Date {
  const year = date.getFullYear();
  return year >= 1980 && year <= 2099 ? date : new Date(2000, 0, 1);
}
