import { createRequestId, createTraceId } from '../core/ids.ts';

/** What a request id from outside may look like: it goes into headers, log lines and the database. */
const requestIdShape = /^[\w.:~-]{1,128}$/;
const traceparentShape = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}$/;

/** The id that X-Request-Id gives when it is well-formed, else a new one. */
export function readRequestId(given: string | string[] | undefined): string {
  return typeof given === 'string' && requestIdShape.test(given) ? given : createRequestId();
}

/** The trace of a W3C traceparent, else a new one. */
export function readTrace(traceparent: string | string[] | undefined): string {
  const [, trace] = typeof traceparent === 'string' ? (traceparentShape.exec(traceparent) ?? []) : [];
  return trace === undefined || /^0+$/.test(trace) ? createTraceId() : trace;
}
