import { Agent, type Dispatcher } from 'undici';
import { EfirError } from '../../../core/errors.ts';
import {
  type CallOptions,
  type Messenger,
  MessengerDoubt,
  type MethodName,
  type MethodParameters,
  type MethodResult,
} from '../../../ports/messenger.ts';
import { capBytes } from '../cap-bytes.ts';
import { openLocalFile } from './open-local-file.ts';
import { readAnswer } from './read-answer.ts';
import { tellFailure } from './tell-failure.ts';
import { writeBody } from './write-body.ts';

export interface TelegramMessengerOptions {
  readonly token: string;
  /** Of the Bot API server, without the part that holds the token. */
  readonly apiUrl: string;
  /** Folder of a Bot API server's own files on this machine; without it every file comes over HTTP. */
  readonly localFiles?: string | undefined;
  /** Milliseconds until a connection must stand. Standard: 10,000. */
  readonly connectLimit?: number;
}

/** Milliseconds for an answer, unless the caller says otherwise. */
const standardLimit = 30_000;
/** Milliseconds more for each megabyte that is sent along: a slow line is no doubt. */
const limitPerMegabyte = 20_000;
/** Milliseconds without a byte of a file after which its sender counts as gone. */
const silenceLimit = 30_000;
/** Bytes of an answer; a hundred updates are some hundred thousand. */
const mostAnswerBytes = 32 * 1024 * 1024;

/**
 * The Bot API over HTTP with connections that are kept. Nothing is done twice: what went wrong is told, with whether
 * it may have been done all the same. Neither errors nor anything else that leaves here holds the token, which is part
 * of every address.
 */
export function createTelegramMessenger(options: TelegramMessengerOptions): Messenger {
  const { localFiles, token } = options;
  const root = new URL(options.apiUrl);
  const base = root.pathname.replace(/\/+$/, '');
  const closing = new AbortController();
  const agent = new Agent({
    connect: { timeout: options.connectLimit ?? 10_000 },
    // One call on each connection: what breaks breaks for one.
    allowH2: false,
    connections: 128,
    keepAliveTimeout: 30_000,
    // Time is kept for each call as a whole.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: -1,
  });

  const within = async <Result>(
    name: string,
    { signal: given, milliseconds }: { signal: AbortSignal | undefined; milliseconds: number },
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> => {
    const ours = AbortSignal.any([closing.signal, ...(given ? [given] : [])]);
    ours.throwIfAborted();
    const late = AbortSignal.timeout(milliseconds);
    try {
      return await work(AbortSignal.any([ours, late]));
    } catch (thrown) {
      ours.throwIfAborted();
      if (!late.aborted) throw tellFailure(name, thrown);
      throw new MessengerDoubt({
        method: name,
        detail: `no answer in ${milliseconds} ms`,
        perhapsDone: true,
      });
    }
  };

  const request = (path: string, rest: Partial<Dispatcher.RequestOptions>) =>
    agent.request({ origin: root.origin, path: `${base}${path}`, method: 'GET', ...rest });

  async function call<Method extends MethodName>(
    method: Method,
    parameters: MethodParameters<Method>,
    { signal, timeLimit }: CallOptions = {},
  ): Promise<MethodResult<Method>> {
    const { bytes, ...body } = writeBody(parameters as Readonly<Record<string, unknown>>);
    const milliseconds = timeLimit ?? standardLimit + Math.ceil((bytes / 1e6) * limitPerMegabyte);
    const answered = within(method, { signal, milliseconds }, async (either) => {
      const answer = await request(`/bot${token}/${method}`, { method: 'POST', ...body, signal: either });
      return readAnswer(method, answer, mostAnswerBytes);
    });
    return (await answered) as MethodResult<Method>;
  }

  return {
    call,
    async download(filePath, { mostBytes, signal }) {
      if (filePath.startsWith('/')) return openLocalFile(localFiles, filePath, mostBytes);
      const stopping = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]);
      const path = `/file/bot${token}/${writePath(filePath)}`;
      const translate = (thrown: unknown) =>
        stopping.aborted ? stopping.reason : tellFailure('download', thrown);
      const limits = { headersTimeout: standardLimit, bodyTimeout: silenceLimit };
      try {
        stopping.throwIfAborted();
        const answer = await request(path, { ...limits, signal: stopping });
        if (answer.statusCode !== 200) await readAnswer('download', answer, mostAnswerBytes);
        return capBytes(answer.body as AsyncIterable<Buffer>, mostBytes, translate);
      } catch (thrown) {
        throw translate(thrown);
      }
    },
    async close() {
      closing.abort(new EfirError('cancelled'));
      await agent.destroy();
    },
  };
}

/** A path that stays below the bot's files, whatever the server said. */
function writePath(filePath: string): string {
  const parts = filePath.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.map(encodeURIComponent).join('/');
}
