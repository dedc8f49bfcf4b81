import type { z } from 'zod';
import type { EfirError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { Metrics } from '../core/metrics.ts';
import type { Caller } from '../domain/identity/index.ts';
import type { Texts } from '../texts/texts.ts';
import type { MessageLimits } from './read-message.ts';
import type { RpcService, ServicePorts } from './service.ts';

export interface DispatcherOptions {
  readonly services: readonly RpcService[];
  readonly ports: ServicePorts;
  /** Puts what zod found wrong with parameters into words. */
  readonly translateProblems: (problems: z.core.$ZodError, texts: Texts) => EfirError;
  /** Throws `rate-limited` when a tenant calls too often. */
  readonly admit: (tenantId: string) => void;
  readonly metrics: Pick<Metrics, 'rpcCalls' | 'rpcDuration'>;
  readonly limits: MessageLimits & TimeLimits;
}

/** Seconds that a call may take: when it does not say, and at most. */
export interface TimeLimits {
  readonly timeout: number;
  readonly longestTimeout: number;
}

/** A message with what came beside it. */
export interface IncomingMessage {
  readonly body: Uint8Array;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Who sent it; rejects with `unauthorised`. Asked once, and only when the message can be read. */
  readonly authenticate: () => Promise<Caller>;
  readonly requestId: string;
  readonly trace: string;
  readonly texts: Texts;
  readonly sessionId?: string | undefined;
  /** What the message has in common with itself when it comes again, and with no other. */
  readonly identify?: (() => string | undefined) | undefined;
  /** Bytes that the answer may have; no limit unless given. */
  readonly largestAnswer?: number | undefined;
  /** Seconds that the sender waits for the answer. */
  readonly patience?: number | undefined;
  /** Fires when no answer is wanted any more. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
}
