import { EfirError } from '../core/errors.ts';

/** The standard's own error codes. */
export const standardCodes = {
  parse: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
} as const;

export type CallId = string | number | null;

/** One member of a message: a call, a notification (without `id`), or something that is neither. */
export type ReadCall =
  | {
      readonly type: 'call';
      readonly id?: CallId;
      readonly method: string;
      readonly params: Params | undefined;
    }
  | { readonly type: 'invalid'; readonly id: CallId; readonly code: number; readonly error: EfirError };

export type Params = Readonly<Record<string, unknown>> | readonly unknown[];

export interface ReadMessage {
  /** Several calls came as a list, and their answers go as a list. */
  readonly batch: boolean;
  readonly calls: readonly [ReadCall, ...ReadCall[]];
}

export interface MessageLimits {
  readonly bytes: number;
  /** Calls in one batch. */
  readonly calls: number;
}

/** Lists and objects within one another; the deepest that any method needs is five. */
const deepest = 64;

/** Reads a message by the letter of JSON-RPC 2.0. Whatever comes, there is a member that says what is wrong with it. */
export function readMessage(body: Uint8Array, limits: MessageLimits): ReadMessage {
  if (body.byteLength > limits.bytes) {
    return refuse('invalidRequest', `${body.byteLength} bytes; at most ${limits.bytes} are accepted`);
  }
  const parsed = parse(body);
  if ('problem' in parsed) return refuse(parsed.kind, parsed.problem);
  const { value } = parsed;
  if (!Array.isArray(value)) return { batch: false, calls: [readCall(value)] };
  const [first, ...others] = value as unknown[];
  if (value.length === 0) return refuse('invalidRequest', 'a batch without calls');
  if (value.length > limits.calls) {
    return refuse('invalidRequest', `a batch of ${value.length} calls; at most ${limits.calls} are accepted`);
  }
  return { batch: true, calls: [readCall(first), ...others.map(readCall)] };
}

type Refusal = keyof typeof standardCodes;

function parse(body: Uint8Array): { value: unknown } | { kind: Refusal; problem: string } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    if (nestsTooDeep(body))
      return { kind: 'invalidRequest', problem: `nested deeper than ${deepest} levels` };
    return { value: JSON.parse(text) };
  } catch (thrown) {
    const detail = thrown instanceof SyntaxError ? thrown.message : 'not UTF-8';
    return { kind: 'parse', problem: body.byteLength === 0 ? 'the body is empty' : `not JSON: ${detail}` };
  }
}

const [quote, backslash, opening, closing] = ['"', '\\', '[{', ']}'].map((text) => Buffer.from(text));

/** By bytes: no byte of a longer character looks like one of these. */
function nestsTooDeep(body: Uint8Array): boolean {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index] as number;
    if (inText && byte === backslash?.[0]) index += 1;
    else if (byte === quote?.[0]) inText = !inText;
    else if (!inText) depth += Number(opening?.includes(byte)) - Number(closing?.includes(byte));
    if (depth > deepest) return true;
  }
  return false;
}

function readCall(value: unknown): ReadCall {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return invalid(null, 'a call is an object');
  }
  const { jsonrpc, method, params } = value as Record<string, unknown>;
  const given = Object.hasOwn(value, 'id') ? (value as { id: unknown }).id : undefined;
  if (!isId(given)) return invalid(null, 'id: a text, a number or null');
  const id = given ?? null;
  if (jsonrpc !== '2.0') return invalid(id, 'jsonrpc: has to be "2.0"');
  if (typeof method !== 'string') return invalid(id, 'method: has to be a text');
  if (!isParams(params)) return invalid(id, 'params: an object or a list');
  return { type: 'call', ...(given === undefined ? {} : { id: given }), method, params };
}

function isId(value: unknown): value is CallId | undefined {
  return value === undefined || value === null || typeof value === 'string' || typeof value === 'number';
}

function isParams(value: unknown): value is Params | undefined {
  return value === undefined || (typeof value === 'object' && value !== null);
}

function invalid(id: CallId, detail: string): ReadCall {
  const error = new EfirError('request-invalid', { detail });
  return { type: 'invalid', id, code: standardCodes.invalidRequest, error };
}

function refuse(kind: Refusal, detail: string): ReadMessage {
  const error = new EfirError('request-invalid', { detail: detail.slice(0, 500) });
  return { batch: false, calls: [{ type: 'invalid', id: null, code: standardCodes[kind], error }] };
}
