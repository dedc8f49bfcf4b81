import { EfirError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { Metrics } from '../../core/metrics.ts';
import type { Caller } from '../../domain/identity/index.ts';
import type { RpcHandler, RpcOutcome, RpcRequest } from '../../ports/rpc-transport.ts';
import type { Dispatch } from '../../rpc/dispatcher.ts';
import { chooseLanguage, type Language, type Texts } from '../../texts/texts.ts';
import { readRequestId, readTrace } from '../request-identity.ts';

export interface CallHandlerOptions {
  readonly queue: string;
  readonly dispatch: Dispatch;
  readonly authenticate: (key: string) => Promise<Caller>;
  readonly texts: (language: Language) => Texts;
  /** For callers that name none. */
  readonly language: Language;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'messagesDropped'>;
  readonly largestAnswer: number;
}

/**
 * What to do with a request from the queue. One that cannot be read is told so where it has a place for answers; where
 * it has none it is set aside, so that somebody can look at it.
 */
export function createCallHandler(options: CallHandlerOptions): RpcHandler {
  const { authenticate, dispatch, queue } = options;
  return async (request, signal) => {
    const { headers, patience } = request;
    const requestId = readRequestId(headers['x-request-id']);
    const trace = readTrace(headers['traceparent']);
    const logger = options.logger.child({ request_id: requestId, trace });
    const wanted = headers['accept-language'];
    const { answer, unreadable } = await dispatch({
      ...{ body: request.body, headers, patience, requestId, trace, signal, logger },
      authenticate: async () => authenticate(readKey(headers)),
      texts: options.texts(wanted === undefined ? options.language : chooseLanguage(wanted)),
      identify: () => request.identify(),
      sessionId: headers['x-session-id'],
      largestAnswer: options.largestAnswer,
    });
    if (unreadable !== undefined) {
      options.metrics.messagesDropped.inc({ queue_name: queue });
      logger.warn({ queue, reason: unreadable }, 'a message holds no call');
    }
    return chooseOutcome(request, answer, unreadable);
  };
}

function chooseOutcome(
  { repliesTo }: RpcRequest,
  answer: Buffer | undefined,
  unreadable: string | undefined,
): RpcOutcome {
  if (repliesTo === undefined && unreadable !== undefined) return { type: 'set-aside', reason: unreadable };
  if (repliesTo === undefined || answer === undefined) return { type: 'silence' };
  return { type: 'answer', body: answer };
}

/** As HTTP takes it, or in a header of its own. */
function readKey(headers: RpcRequest['headers']): string {
  const [, bearer] = /^Bearer +(\S+) *$/i.exec(headers['authorization'] ?? '') ?? [];
  const key = headers['x-api-key'] ?? bearer;
  if (key === undefined) throw new EfirError('unauthorised');
  return key;
}
