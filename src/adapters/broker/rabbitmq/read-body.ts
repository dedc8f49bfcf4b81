import type { AsyncMessage } from 'rabbitmq-client';

/** What was published: JSON, whatever its sender calls it, or else the text that it is. */
export function readBody(message: AsyncMessage): unknown {
  const { body, contentType, contentEncoding } = message;
  const isParsed = contentType === 'application/json' && !contentEncoding && !Buffer.isBuffer(body);
  if (isParsed) return body;
  const text = String(body);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
