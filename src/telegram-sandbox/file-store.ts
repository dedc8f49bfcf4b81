import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, rename, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileKind } from './interface.ts';

/** Bytes that somebody sent, and what was said of them. */
export interface StoredFile {
  /** Telegram's `file_unique_id`: the same for the same bytes of the same kind, for every bot. */
  readonly uniqueId: string;
  readonly kind: FileKind;
  readonly bytes: number;
  /** On disk. */
  readonly path: string;
  /** As it stands in `file_path`. */
  readonly relativePath: string;
}

/** Bytes, a file of our own that may be moved away, or so many zeros. */
export type FileContent = Uint8Array | { readonly path: string } | { readonly zeros: number };

export interface FileStore {
  readonly folder: string;
  /** Keeps bytes; the same bytes of the same kind are one file. */
  keep(kind: FileKind, content: FileContent): Promise<StoredFile>;
  find(uniqueId: string): StoredFile | undefined;
  open(file: StoredFile, part?: { start: number; end: number }): Readable;
}

const folders: Readonly<Record<FileKind, string>> = {
  voice: 'voice',
  audio: 'music',
  video: 'videos',
  video_note: 'video_notes',
  document: 'documents',
  photo: 'photos',
  animation: 'animations',
};

const endings: Readonly<Partial<Record<FileKind, string>>> = {
  voice: '.oga',
  video: '.mp4',
  video_note: '.mp4',
  photo: '.jpg',
  animation: '.mp4',
};

/** Files of the sandbox, in a folder of their own; that one is the caller's to remove. */
export function createFileStore(folder: string): FileStore {
  const files = new Map<string, StoredFile>();
  let number = 0;

  return {
    folder,
    async keep(kind, content) {
      await mkdir(join(folder, folders[kind]), { recursive: true });
      const relativePath = `${folders[kind]}/file_${number++}${endings[kind] ?? ''}`;
      const path = join(folder, relativePath);
      const digest = await write(path, content);
      const uniqueId = createHash('sha256').update(kind).update(digest).digest('base64url').slice(0, 15);
      const known = files.get(uniqueId);
      if (known && (await exists(known.path))) return known;
      const file = { uniqueId, kind, bytes: (await stat(path)).size, path, relativePath };
      files.set(uniqueId, file);
      return file;
    },
    find: (uniqueId) => files.get(uniqueId),
    open: (file, part) => createReadStream(file.path, part),
  };
}

async function write(path: string, content: FileContent): Promise<Buffer> {
  const hash = createHash('sha256');
  if ('zeros' in content) {
    const file = await open(path, 'w');
    await file.close();
    await truncate(path, content.zeros);
    return hash.update(`zeros ${content.zeros}`).digest();
  }
  if ('path' in content) {
    await pipeline(createReadStream(content.path), hash);
    await rename(content.path, path);
    return hash.digest();
  }
  await writeFile(path, content);
  return hash.update(content).digest();
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
