/**
 * Brings requests that wait for an answer, and takes the answers back. It knows nothing of what is asked.
 *
 * A request is acknowledged as its answer is sent, and given to another server when this one dies before: so it may
 * come twice (`redelivered`). The answer itself is sent once and not confirmed: an asker that left is nobody's trouble,
 * and one that hears nothing asks again.
 */
export interface RpcTransport {
  readonly capabilities: RpcCapabilities;

  /**
   * Hands over the requests of a queue, at most `concurrency` at once. Goes on by itself when a broker that was gone
   * is back; requests in work at that moment are left (their signal fires), because they come again.
   */
  serve(queue: string, options: ServeOptions, handler: RpcHandler): Promise<RpcSubscription>;

  /** Rejects with what is wrong when no request can come in now. */
  check(): Promise<void>;

  /** Ends all subscriptions. */
  close(): Promise<void>;
}

export interface RpcCapabilities {
  /** Whether other processes may ask. */
  readonly reach: 'process' | 'network';
  /** Bytes that one answer may have. */
  readonly largestAnswer: number;
}

export interface ServeOptions {
  readonly concurrency: number;
}

export interface RpcRequest {
  /** As it came; empty when it nests deeper than can be carried over. */
  readonly body: Buffer;
  /** Names in lower case; values that are no text are left out. */
  readonly headers: Readonly<Record<string, string>>;
  /** How the asker tells its answers apart. */
  readonly correlationId?: string;
  /** Where the answer goes; without it nobody waits for one. */
  readonly repliesTo?: string;
  /** Seconds that the asker waits, where it says so. */
  readonly patience?: number;
  /** True when the request was handed out before and not acknowledged. */
  readonly redelivered: boolean;
  /** The same each time that this request is handed out, and for no other; undefined where nothing tells it apart. */
  identify(): string | undefined;
}

/** What to do with a request: send its answer, send none, or keep it where people can read it. */
export type RpcOutcome =
  | { readonly type: 'answer'; readonly body: Buffer }
  | { readonly type: 'silence' }
  | { readonly type: 'set-aside'; readonly reason: string };

/** `signal` fires when the outcome is of no use here any more. A handler that throws sets the request aside. */
export type RpcHandler = (request: RpcRequest, signal: AbortSignal) => Promise<RpcOutcome>;

export interface RpcSubscription {
  /**
   * Takes no more requests and waits for those in work, `graceMilliseconds` at most; what is not done then goes back to
   * the queue.
   */
  close(graceMilliseconds?: number): Promise<void>;
}
