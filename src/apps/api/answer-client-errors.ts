import type { Socket } from 'node:net';
import { EfirError } from '../../core/errors.ts';
import { createRequestId } from '../../core/ids.ts';
import type { Logger } from '../../core/logger.ts';
import type { Texts } from '../../texts/texts.ts';
import { describeError } from '../describe-error.ts';

/** What HTTP's own parser refuses, by its codes; anything else is a bad request. */
const lines: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Answers bytes that never became a request, in the shape of every other failure, and ends the connection. */
export function answerClientErrors(texts: Texts, logger: Logger) {
  return (thrown: Error & { code?: string }, socket: Socket): void => {
    if (thrown.code === 'ECONNRESET' || socket.destroyed) return;
    const id = createRequestId();
    const code = thrown.code ?? 'unknown';
    logger.debug({ request_id: id, code }, 'not a request');
    const error = new EfirError('request-invalid', { detail: code }, { cause: thrown });
    const body = JSON.stringify({ error: describeError(error, texts, id) });
    if (socket.writable) {
      const head = [
        `HTTP/1.1 ${lines[code] ?? '400 Bad Request'}`,
        'Connection: close',
        'Content-Type: application/json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(body)}`,
        `X-Request-Id: ${id}`,
      ];
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    }
    socket.destroySoon();
  };
}
