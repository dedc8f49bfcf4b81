import { EfirError } from '../../../core/errors.ts';
import { isSharedQueue } from '../../../wire/names.ts';

/** Bytes of JSON that one message may have; an entry of a shared queue takes about twice that. */
export const largestMessage = 8 * 2 ** 20;

/** Names that a sole field with the whole message may have. */
const wholeFields = ['json', 'data', 'message', 'payload'];

/** Rejects with `message-too-large`. */
export function writeJson(message: unknown): string {
  const json = JSON.stringify(message) ?? 'null';
  const bytes = Buffer.byteLength(json);
  if (bytes > largestMessage) throw new EfirError('message-too-large', { bytes, limit: largestMessage });
  return json;
}

/**
 * The fields of an entry, name and value in turn: `json` with the whole message, and on shared queues each top-level
 * field by itself as well, the way that plain clients read them.
 */
export function encodeEntry(queue: string, message: unknown, json: string): string[] {
  const fields = isSharedQueue(queue) && isRecord(message) ? flatten(message) : [];
  return [...fields, 'json', json];
}

/**
 * The message of an entry, whoever wrote it: the field `json`; or a sole field with a JSON object; or the fields as
 * they are. Text that is not JSON stays text.
 */
export function decodeEntry(fields: readonly string[]): unknown {
  const pairs = Array.from({ length: Math.floor(fields.length / 2) }, (_, index): [string, string] => [
    fields[index * 2] ?? '',
    fields[index * 2 + 1] ?? '',
  ]);
  const json = pairs.find(([name]) => name === 'json')?.[1];
  if (json !== undefined) return parse(json);
  const [[name = '', value = ''] = []] = pairs;
  if (pairs.length === 1 && wholeFields.includes(name)) {
    const whole = parse(value);
    if (isRecord(whole)) return whole;
  }
  return Object.fromEntries(pairs);
}

function flatten(message: Record<string, unknown>): string[] {
  return Object.entries(message).flatMap(([name, value]) =>
    value === undefined || name === 'json' ? [] : [name, flattenValue(value)],
  );
}

function flattenValue(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
