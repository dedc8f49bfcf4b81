import { type Agent, type Dispatcher, request } from 'undici';
import { tellSystemError } from '../../core/errors.ts';

export interface HttpCall {
  readonly agent: Agent;
  readonly method?: Dispatcher.HttpMethod;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Milliseconds until the whole answer is there. */
  readonly patience: number;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** 2xx. */
  readonly ok: boolean;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}

/** No answer: the sentence says why. `aborted` is true when it was the caller's own signal. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';
  readonly aborted: boolean;

  constructor(message: string, aborted: boolean, cause: unknown) {
    super(message, { cause });
    this.aborted = aborted;
  }
}

/** An answer about 30 s of speech has some kilobytes; with the probabilities of a hundred languages and all tokens less than this. */
const mostBytes = 4_000_000;

/**
 * Calls a server that recognises speech, and reads its answer whole; any status is an answer, and one that sends us
 * elsewhere is not followed. Rejects with `CallFailed`, also for an answer beyond all reason.
 */
export async function callHttp(
  url: string,
  { agent, patience, signal, ...options }: HttpCall,
): Promise<HttpAnswer> {
  const late = AbortSignal.timeout(patience);
  try {
    // Not `fetch`: to abort it while it sends a body ends the process with an error that nobody can catch.
    const answer = await request(url, {
      ...options,
      dispatcher: agent,
      signal: signal ? AbortSignal.any([late, signal]) : late,
    });
    const status = answer.statusCode;
    return {
      status,
      ok: status >= 200 && status < 300,
      header: (name) => [answer.headers[name] ?? []].flat()[0],
      text: await readText(answer.body),
    };
  } catch (thrown) {
    throw new CallFailed(tellFailure(thrown), signal?.aborted ?? false, thrown);
  }
}

/** A list is a field that is repeated; what is undefined is left out. */
export type FormFields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A form with one file, as bytes of known length: not every server reads a body in chunks. */
export async function encodeForm(
  fields: FormFields,
  wav?: Uint8Array,
): Promise<{ readonly body: Uint8Array; readonly contentType: string }> {
  const form = new FormData();
  for (const [name, values] of Object.entries(fields)) {
    for (const value of [values ?? []].flat()) form.append(name, value);
  }
  if (wav)
    form.append('file', new Blob([wav as Uint8Array<ArrayBuffer>], { type: 'audio/wav' }), 'piece.wav');
  const encoded = new Response(form);
  const contentType = encoded.headers.get('content-type') ?? '';
  return { body: await encoded.bytes(), contentType };
}

async function readText(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // To leave the loop destroys the stream, and with it the connection.
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error(`its answer is longer than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tellFailure(thrown: unknown): string {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  if (cause instanceof Error && cause.name === 'TimeoutError') return 'no answer in time';
  return tellSystemError(cause);
}
