import type { Readable } from 'node:stream';
import { EfirError } from '../core/errors.ts';

/**
 * Keeps the bytes of recordings. Keys are made by us (`tenants/<id>/recordings/<id>/audio`): lower-case letters,
 * digits, `-`, `_`, `.`, `/`, never a name that a user gave.
 */
export interface BlobStore {
  /**
   * Stores a stream under a key. All or nothing: on any failure, a cut stream or more than `maxBytes`
   * (`file-too-large`), nothing stays. May be repeated; the last complete one counts. After a failure the stream is
   * left to its owner, who may still have to answer over the same socket.
   */
  put(key: string, content: Readable, options: PutOptions): Promise<{ bytes: number }>;

  /** Rejects with `file-not-found`. `range` is inclusive at both ends. */
  get(key: string, range?: ByteRange): Promise<Readable>;

  stat(key: string): Promise<{ bytes: number } | undefined>;

  /**
   * Goes through the blobs whose keys begin with `prefix`, in any order, reading on as it is asked to: a million of
   * them take no more memory than ten. What comes or goes meanwhile may be in it or not.
   */
  list(prefix: string): AsyncIterable<ListedBlob>;

  /** Deletes a blob; one that is not there is fine. */
  delete(key: string): Promise<void>;

  /** Where a worker on the same machine or shared volume finds the file, if it can. */
  filePath(key: string): string | undefined;

  /** Writes a little and takes it away. Rejects with what is wrong when the store cannot be written now. */
  check(): Promise<void>;
}

export interface PutOptions {
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

export interface ListedBlob {
  readonly key: string;
  readonly bytes: number;
  /** When it became complete, by the store's clock. */
  readonly modifiedAt: Date;
}

export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** No part of a key begins with a dot, so a key never climbs out of a store nor reaches a store's own folders. */
const keyShape = /^[a-z0-9_-][a-z0-9._-]*(\/[a-z0-9_-][a-z0-9._-]*)*$/;

export function isBlobKey(text: string): boolean {
  return keyShape.test(text) && text.length <= 500;
}

/** For adapters. Keys are made by us, so a wrong one is a fault of the program (`internal`). */
export function checkBlobKey(key: string): void {
  if (!isBlobKey(key)) throw new EfirError('internal', { detail: 'malformed blob key' });
}
