import type { Readable } from 'node:stream';
import type { ApiMethods, Opts } from '@grammyjs/types';

/**
 * The Bot API of Telegram, or a server that speaks it, for one bot. Methods and fields are the ones of the Bot API,
 * because its servers, sandboxes and documents are what this meets. Its limits are not kept here: who sends keeps them.
 */
export interface Messenger {
  /**
   * Calls a method once; never again by itself. Rejects with `MessengerRefusal` when Telegram answered that it did
   * not do it, with `MessengerDoubt` when nobody can say whether it did, and with the signal's reason.
   */
  call<Method extends MethodName>(
    method: Method,
    parameters: MethodParameters<Method>,
    options?: CallOptions,
  ): Promise<MethodResult<Method>>;

  /**
   * The bytes of a file, by the `file_path` that `getFile` gave. Errors as `MessengerRefusal` and `MessengerDoubt`,
   * and as `file-too-large` (limit) once more than `mostBytes` came, whatever was announced. May be repeated.
   */
  download(filePath: string, options: { mostBytes: number; signal?: AbortSignal }): Promise<Readable>;

  /** Breaks off what is under way. */
  close(): Promise<void>;
}

export type MethodName = keyof ApiMethods<FileToSend> & string;
export type MethodResult<Method extends MethodName> = ReturnType<ApiMethods<FileToSend>[Method]>;
/** What a method takes; a `FileToSend` stands where bytes go. */
export type MethodParameters<Method extends MethodName> = Opts<FileToSend>[Method];

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds until the answer must be there; then it is doubt. Standard: 30,000, and more for files. */
  readonly timeLimit?: number;
}

/** Bytes sent along with a call. */
export interface FileToSend {
  readonly bytes: Uint8Array;
  readonly name: string;
}

/** Telegram answered, and did not do what was asked. */
export class MessengerRefusal extends Error {
  override readonly name = 'MessengerRefusal';
  /** 400, 401, 403, 404, 409, 413, 429. */
  readonly status: number;
  /** Telegram's own words. */
  readonly description: string;
  /** Seconds to wait, with 429. */
  readonly retryAfter: number | undefined;
  /** The group became a supergroup of this id. */
  readonly migratedTo: number | undefined;

  constructor(refusal: {
    method: string;
    status: number;
    description: string;
    retryAfter?: number | undefined;
    migratedTo?: number | undefined;
  }) {
    super(`${refusal.method}: ${refusal.status} ${refusal.description}`);
    this.status = refusal.status;
    this.description = refusal.description;
    this.retryAfter = refusal.retryAfter;
    this.migratedTo = refusal.migratedTo;
  }
}

/** The connection broke, the time was over, or a server in between failed (5xx): it may have been done. */
export class MessengerDoubt extends Error {
  override readonly name = 'MessengerDoubt';
  /** False where it is certain that nothing arrived: no connection came about. */
  readonly perhapsDone: boolean;

  constructor(doubt: { method: string; detail: string; perhapsDone: boolean; cause?: unknown }) {
    super(`${doubt.method}: ${doubt.detail}`, { cause: doubt.cause });
    this.perhapsDone = doubt.perhapsDone;
  }
}
