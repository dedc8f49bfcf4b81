import { EfirError } from '../core/errors.ts';
import { describeError } from '../texts/describe-error.ts';
import { listMethods } from './describe-services.ts';
import type { DispatcherOptions, IncomingMessage } from './dispatcher-options.ts';
import { numberError, writeErrorObject } from './error-object.ts';
import { type CallId, type ReadCall, readMessage } from './read-message.ts';
import { type Answered, runCall } from './run-call.ts';
import type { RpcMethod } from './service.ts';

export interface DispatchedMessage {
  /** Absent where only notifications came. */
  readonly answer?: Buffer;
  /** Why no part of the message could be read, if so. */
  readonly unreadable?: string;
}

export type Dispatch = (message: IncomingMessage) => Promise<DispatchedMessage>;

/**
 * JSON-RPC 2.0: bytes in, an answer or nothing out. Never rejects. Calls of a batch run side by side and are answered
 * in their order; a call without an id is a notification, which nobody hears of, but it is counted and logged.
 */
export function createDispatcher(options: DispatcherOptions): Dispatch {
  const methods = new Map(listMethods(options.services));
  // The standard's own name for what system.describe tells.
  const discover = methods.get('system.describe');
  if (discover) methods.set('rpc.discover', discover);

  return async (message) => {
    const { batch, calls } = readMessage(message.body, options.limits);
    const authenticate = once(message.authenticate);
    const dispatched = { ...message, authenticate };
    const answers = await Promise.all(
      calls.map((call, index) =>
        answerCall(options, methods, split(dispatched, batch ? index : undefined, calls.length), call),
      ),
    );
    const told = answers.filter((answer) => answer !== undefined);
    const unreadable = findReason(calls);
    return {
      ...(told.length > 0 ? { answer: Buffer.from(batch ? `[${told.join(',')}]` : told.join('')) } : {}),
      ...(unreadable === undefined ? {} : { unreadable }),
    };
  };
}

/** What one call of a batch has of its message: an identity of its own, and a share of the room in the answer. */
function split(message: IncomingMessage, index: number | undefined, count: number): IncomingMessage {
  const { identify, largestAnswer = Number.POSITIVE_INFINITY } = message;
  return {
    ...message,
    largestAnswer: largestAnswer / count,
    identify: () => {
      const identity = identify?.();
      return identity && index !== undefined ? `${identity}:${index}` : identity;
    },
  };
}

async function answerCall(
  options: DispatcherOptions,
  methods: ReadonlyMap<string, RpcMethod>,
  message: IncomingMessage,
  call: ReadCall,
): Promise<string | undefined> {
  const started = performance.now();
  const outcome =
    call.type === 'invalid'
      ? { code: call.code, error: call.error }
      : await runCall(options, methods, message, call);
  const name = call.type === 'invalid' ? 'none' : methods.has(call.method) ? call.method : 'unknown';
  observe(options, message, name, outcome, performance.now() - started);
  if (call.type === 'call' && call.id === undefined) return undefined;
  return writeAnswer(message, call.id ?? null, outcome);
}

function writeAnswer(message: IncomingMessage, id: CallId, outcome: Answered): string {
  const { largestAnswer: largest = Number.POSITIVE_INFINITY, requestId, texts } = message;
  if ('result' in outcome) {
    const text = JSON.stringify({ jsonrpc: '2.0', result: outcome.result, id });
    const bytes = Buffer.byteLength(text);
    if (bytes <= largest) return text;
    const error = new EfirError('message-too-large', { bytes, limit: largest });
    return writeAnswer(message, id, { code: numberError(error), error });
  }
  const data = { ...describeError(outcome.error, texts, requestId), ...outcome.facts };
  return JSON.stringify({ jsonrpc: '2.0', error: writeErrorObject(outcome.code, data), id });
}

function observe(
  { metrics }: DispatcherOptions,
  { logger }: IncomingMessage,
  method: string,
  answered: Answered,
  milliseconds: number,
): void {
  const outcome = 'result' in answered ? 'ok' : answered.error.code;
  metrics.rpcCalls.inc({ method, outcome });
  metrics.rpcDuration.observe({ method }, milliseconds / 1000);
  const line = { method, outcome, milliseconds: Math.round(milliseconds) };
  if ('result' in answered) logger.info(line, 'call answered');
  else if (answered.error.meaning.status < 500)
    logger.info({ ...line, error: answered.error }, 'call refused');
  else logger.error({ ...line, error: answered.error }, 'call failed');
}

function findReason(calls: readonly ReadCall[]): string | undefined {
  const reasons = calls.map((call) => (call.type === 'invalid' ? call.error.args['detail'] : undefined));
  return reasons.includes(undefined) ? undefined : String(reasons[0]);
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
