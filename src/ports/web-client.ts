import type { Readable } from 'node:stream';

/**
 * Calls addresses that strangers gave. Whatever they gave, only the public network is reached, and the hosts that
 * the operator named: never what listens on this machine or beside it.
 */
export interface WebClient {
  /**
   * Looks at an address that is to be kept and called later; gives it in the form in which it will be called. Rejects
   * with `url-forbidden` (url, reason: see `UrlFault`). A name that cannot be looked up just now passes: every
   * `send` looks again, because a name may lead elsewhere by then. May be repeated.
   */
  checkTarget(url: string): Promise<string>;

  /**
   * One request, over a connection to the very address that was judged. Redirects are answers, and never followed.
   * Rejects with `url-forbidden`, with `target-unreachable` (host, detail) when no answer began within the time
   * limits, and with the signal's reason. Once an answer began, it counts: of its body comes what arrives soon, at
   * most `mostBytes`. Repeating it sends it again.
   */
  send(request: WebRequest): Promise<WebAnswer>;

  /**
   * The bytes behind an address, as they come. Redirects are followed, at most five, each of them judged like the first
   * address. Rejects with `url-forbidden`, with `target-unreachable` (host, detail), with `target-refused` (status) for
   * any answer but a whole file, and with the signal's reason. The stream fails with `file-too-large` (limit) once more
   * than `mostBytes` came, whatever was announced, with `target-unreachable` when it is cut or falls silent, and with
   * the signal's reason. May be repeated.
   */
  download(url: string, options: DownloadOptions): Promise<Readable>;

  /** Breaks off what is under way. */
  close(): Promise<void>;
}

export interface WebRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Of the answer's body; standard: 1,024. */
  readonly mostBytes?: number;
}

export interface DownloadOptions {
  readonly mostBytes: number;
  /** Hears what the server says of the file, before its first byte. */
  readonly onHead?: (head: DownloadHead) => void;
  readonly signal?: AbortSignal;
}

export interface DownloadHead {
  /** Behind all redirects. */
  readonly url: string;
  /** As announced; undefined where the server does not say. */
  readonly bytes: number | undefined;
  /** As the server calls the file: a stranger's word. */
  readonly fileName: string | undefined;
}

export interface WebAnswer {
  readonly status: number;
  /** Names in lower case; of several lines with one name the last. */
  readonly headers: Readonly<Record<string, string>>;
  /** The beginning of the body as text. */
  readonly body: string;
  readonly milliseconds: number;
}

/** Why an address is refused; the texts of `error-url-forbidden` know these words. */
export type UrlFault =
  | 'unreadable'
  | 'too-long'
  | 'scheme'
  | 'credentials'
  | 'port'
  | 'private'
  | 'unknown-host';
