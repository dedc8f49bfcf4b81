import { z } from 'zod';
import { EfirError, toEfirError } from '../core/errors.ts';
import { requireScope } from '../domain/identity/index.ts';
import { callParams } from './describe-services.ts';
import type { DispatcherOptions, IncomingMessage, TimeLimits } from './dispatcher-options.ts';
import { numberError } from './error-object.ts';
import type { Params, ReadCall } from './read-message.ts';
import type { RpcMethod } from './service.ts';

export type Answered =
  | { readonly result: unknown }
  | { readonly code: number; readonly error: EfirError; readonly facts?: { readonly recording_id: string } };

/**
 * Runs one call: key, rate, method, scope and parameters are judged in this order, then the time begins. A call that is
 * not done in time answers `call-timeout`; what it has made by then goes on.
 */
export async function runCall(
  options: DispatcherOptions,
  methods: ReadonlyMap<string, RpcMethod>,
  message: IncomingMessage,
  call: Extract<ReadCall, { type: 'call' }>,
): Promise<Answered> {
  let facts: { readonly recording_id: string } | undefined;
  try {
    const caller = await message.authenticate();
    options.admit(caller.tenantId);
    const method = methods.get(call.method);
    if (!method) throw new EfirError('method-unknown', { method: call.method.slice(0, 100) });
    if (method.scope !== undefined) requireScope(caller, method.scope);
    const { timeout, params } = readParams(method, call.params, message);
    const { requestId, trace, texts, sessionId, identify } = message;
    const context = {
      ...options.ports,
      ...{ caller, requestId, trace, texts, sessionId, services: options.services },
      identify: () => identify?.(),
      note: (noted: { readonly recording_id: string }) => {
        facts = noted;
      },
    };
    const seconds = limitTime(options.limits, timeout, message.patience);
    const result = await runWithin(seconds, message.signal, (signal) =>
      method.run(context, params as never, signal),
    );
    return { result: checkResult(method, result) };
  } catch (thrown) {
    const error = translate(options, thrown, message);
    return { code: numberError(error), error, ...(facts ? { facts } : {}) };
  }
}

function translate(options: DispatcherOptions, thrown: unknown, { texts }: IncomingMessage): EfirError {
  // A result that does not fit its schema is no fault of the caller.
  if (thrown instanceof WrongResult)
    return new EfirError('internal', { detail: thrown.message }, { cause: thrown });
  return thrown instanceof z.core.$ZodError ? options.translateProblems(thrown, texts) : toEfirError(thrown);
}

class WrongResult extends Error {}

function checkResult({ result: schema }: RpcMethod, result: unknown): unknown {
  const checked = schema.safeParse(result);
  if (!checked.success) throw new WrongResult(checked.error.message, { cause: checked.error });
  return checked.data;
}

function readParams(
  method: RpcMethod,
  given: Params | undefined,
  message: IncomingMessage,
): { timeout: number | undefined; params: unknown } {
  const { timeout, ...named } = nameParams(method, given);
  const header = message.headers['x-timeout'] ?? message.headers['timeout'];
  const asked = timeout ?? (header === undefined ? undefined : Number(header));
  const read = callParams.parse({ timeout: asked }, { reportInput: true });
  return { timeout: read.timeout, params: method.params.parse(named, { reportInput: true }) };
}

function nameParams({ params }: RpcMethod, given: Params | undefined): Record<string, unknown> {
  if (!Array.isArray(given)) return { ...given };
  const names = Object.keys(params.shape);
  if (given.length > names.length) {
    const detail = `params: ${given.length} values; at most ${names.length} are accepted (${names.join(', ')})`;
    throw new EfirError('request-invalid', { detail });
  }
  return Object.fromEntries(given.map((value, index) => [names[index], value]));
}

function limitTime(
  limits: TimeLimits,
  asked: number | undefined,
  patience = Number.POSITIVE_INFINITY,
): number {
  return Math.min(asked ?? limits.timeout, limits.longestTimeout, patience);
}

async function runWithin<Result>(
  seconds: number,
  outside: AbortSignal,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const over = new AbortController();
  const end = Promise.withResolvers<never>();
  const stop = (error: EfirError) => {
    over.abort(error);
    end.reject(error);
  };
  const leave = () => stop(new EfirError('unavailable', { detail: 'the server is closing' }));
  const timer = setTimeout(() => stop(new EfirError('call-timeout', { seconds })), seconds * 1000);
  if (outside.aborted) leave();
  outside.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([run(over.signal), end.promise]);
  } finally {
    clearTimeout(timer);
    outside.removeEventListener('abort', leave);
    end.promise.catch(() => {});
  }
}
