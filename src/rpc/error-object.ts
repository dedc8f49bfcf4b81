import type { EfirError } from '../core/errors.ts';
import type { DescribedError } from '../texts/describe-error.ts';
import { standardCodes } from './read-message.ts';

/** `error` of an answer. */
export interface RpcErrorObject {
  readonly code: number;
  readonly message: string;
  readonly data: DescribedError & {
    /** What had been made by then, and goes on. */
    readonly recording_id?: string;
  };
}

const standardMessages: Readonly<Record<number, string>> = {
  [standardCodes.parse]: 'Parse error',
  [standardCodes.invalidRequest]: 'Invalid Request',
  [standardCodes.methodNotFound]: 'Method not found',
  [standardCodes.invalidParams]: 'Invalid params',
  [standardCodes.internal]: 'Internal error',
};

/**
 * The number of an error: the standard's where it has one, otherwise -32000 to -32099 by the HTTP status that the error
 * has elsewhere: 404 gives -32004, 429 gives -32029, 503 gives -32053.
 */
export function numberError(error: EfirError): number {
  const { status } = error.meaning;
  if (error.code === 'method-unknown') return standardCodes.methodNotFound;
  if (error.code === 'request-invalid') return standardCodes.invalidParams;
  if (error.code === 'internal') return standardCodes.internal;
  return status < 500 ? -32000 - (status % 100) : -32050 - (status % 50);
}

export function writeErrorObject(code: number, data: RpcErrorObject['data']): RpcErrorObject {
  return { code, message: standardMessages[code] ?? data.message, data };
}
