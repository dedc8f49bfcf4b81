import type { ErrorCode } from '../core/errors.ts';

/** When a failed task is tried again, and how often. */
export interface RetryPolicy {
  /** Tries again after a transient failure, beyond the first run. */
  readonly retries: number;
  /** First pause in seconds; doubles up to `maxDelay`. */
  readonly delay: number;
  readonly maxDelay: number;
  /** Codes with a rule of their own: after `limit` such failures the task is dead with `becomes`. */
  readonly special: Partial<
    Record<ErrorCode, { readonly limit: number; readonly delay: number; readonly becomes: ErrorCode }>
  >;
}

/**
 * A kind of task is a value: its name on the wire, its rules, and what a worker does for it. What its result
 * means for our data is a use case of the domain.
 */
export interface TaskKind<Context, Message, Event> {
  readonly kind: string;
  /** The version of the messages about it. It grows with each change; reading is tolerant, so that most need no more. */
  readonly version: number;
  /** The lowest version that a worker has to speak, where an older one would do the work wrong. */
  readonly needs?: number;
  /** Seconds of wall time for one attempt. */
  readonly timeLimit: number;
  readonly retry: RetryPolicy;
  /** Yields events as the work goes on; throws an EfirError when it fails; stops when `signal` fires. */
  readonly run: (
    context: Context,
    message: Message,
    signal: AbortSignal,
  ) => AsyncGenerator<Event, void, void>;
}

export function defineTask<Context, Message, Event>(
  kind: TaskKind<Context, Message, Event>,
): TaskKind<Context, Message, Event> {
  return Object.freeze(kind);
}
