import { createHash } from 'node:crypto';
import type { AsyncMessage } from 'rabbitmq-client';
import type { RpcRequest } from '../../../ports/rpc-transport.ts';

/** A message of the queue as the port describes requests. */
export function readRequest(message: AsyncMessage): RpcRequest {
  const { correlationId, replyTo, redelivered } = message;
  const body = toBytes(message.body);
  const patience = Number(message.expiration) / 1000;
  return {
    body,
    headers: readHeaders(message.headers),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(replyTo === undefined || replyTo === '' ? {} : { repliesTo: replyTo }),
    ...(Number.isFinite(patience) ? { patience } : {}),
    redelivered,
    identify: () => identify(message, body),
  };
}

/** The client has decoded what calls itself JSON or text. */
function toBytes(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  if (typeof body === 'string') return Buffer.from(body);
  try {
    return Buffer.from(JSON.stringify(body));
  } catch {
    // Nested deeper than the stack that writing takes.
    return Buffer.alloc(0);
  }
}

function readHeaders(headers: AsyncMessage['headers']): Record<string, string> {
  const known = Object.entries(headers ?? {}).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name.toLowerCase(), String(value)]] : [],
  );
  return Object.fromEntries(known) as Record<string, string>;
}

/** Askers count their correlation ids from 1, and some use one for all: only everything together tells apart. */
function identify(message: AsyncMessage, body: Buffer): string | undefined {
  const { correlationId, messageId, replyTo, timestamp } = message;
  if (correlationId === undefined && messageId === undefined) return undefined;
  return createHash('sha256')
    .update(JSON.stringify([replyTo, correlationId, messageId, timestamp]))
    .update(body)
    .digest('base64url');
}
