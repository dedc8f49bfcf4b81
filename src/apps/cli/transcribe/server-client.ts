import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';
import { z } from 'zod';
import { EfirError, tellSystemError } from '../../../core/errors.ts';
import { ServerError } from '../report-error.ts';

export interface ServerClient {
  readonly server: string;
  /** Rejects with the server's error as it worded it, or with `server-unreachable`. */
  send(method: string, path: string, options: SendOptions): Promise<Response>;
  /** Rejects with `server-answer-unreadable` when the answer is not what it should be. */
  read<Value>(answer: Response, schema: z.ZodType<Value>): Promise<Value>;
  /** Events of a stream behind `lastEventId` until the server ends it. */
  listen(
    path: string,
    lastEventId: string,
    signal: AbortSignal,
  ): AsyncGenerator<EventSourceMessage, void, void>;
}

export interface SendOptions {
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: ReadableStream<Uint8Array>;
}

export function createServerClient(options: { server: string; key: string; language: string }): ServerClient {
  const server = options.server.replace(/\/+$/, '');
  const common = { authorization: `Bearer ${options.key}`, 'accept-language': options.language };

  const send: ServerClient['send'] = async (method, path, { body, headers, signal }) => {
    const init = {
      method,
      signal,
      headers: { ...common, ...headers },
      ...(body ? { body, duplex: 'half' } : {}),
    };
    const answer = await fetch(`${server}${path}`, init as RequestInit).catch((thrown: unknown) => {
      throw toNetworkError(server, thrown, signal);
    });
    if (!answer.ok) throw await readError(server, answer);
    return answer;
  };

  return {
    server,
    send,
    read: async (answer, schema) => {
      const parsed = schema.safeParse(await answer.json().catch(() => undefined));
      if (parsed.success) return parsed.data;
      throw unreadable(server, z.prettifyError(parsed.error));
    },
    async *listen(path, lastEventId, signal) {
      const headers = {
        accept: 'text/event-stream',
        ...(lastEventId === '' ? {} : { 'last-event-id': lastEventId }),
      };
      const answer = await send('GET', path, { signal, headers });
      if (!answer.body) throw unreadable(server, 'the stream of events is empty');
      try {
        yield* answer.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
      } catch (thrown) {
        throw toNetworkError(server, thrown, signal);
      }
    },
  };
}

/** An error in the words of the server. */
export const serverErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().default(''),
  request_id: z.string().optional(),
});
const errorSchema = z.object({ error: serverErrorSchema });

async function readError(server: string, answer: Response): Promise<EfirError> {
  const parsed = errorSchema.safeParse(await answer.json().catch(() => undefined));
  if (!parsed.success) return unreadable(server, `HTTP ${answer.status}`);
  return new ServerError(parsed.data.error.code, parsed.data.error);
}

function unreadable(server: string, detail: string): EfirError {
  return new EfirError('server-answer-unreadable', { server, detail });
}

function toNetworkError(server: string, thrown: unknown, signal: AbortSignal): EfirError {
  if (signal.aborted) return new EfirError('cancelled', {}, { cause: thrown });
  if (thrown instanceof EfirError) return thrown;
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  const refused = cause instanceof Error && cause.message === 'bad port';
  const detail = refused ? 'its port is one that is never called' : tellSystemError(cause);
  return new EfirError('server-unreachable', { server, detail }, { cause: thrown });
}
