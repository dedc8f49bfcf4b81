import type { Readable } from 'node:stream';
import { EfirError } from '../../../core/errors.ts';
import {
  type CallOptions,
  type Messenger,
  MessengerDoubt,
  MessengerRefusal,
  type MethodName,
  type MethodParameters,
  type MethodResult,
} from '../../../ports/messenger.ts';
import { capBytes } from '../cap-bytes.ts';

export interface ScriptedCall {
  readonly method: MethodName;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What a call comes to: a result, an error that is thrown, or a promise of either; undefined: `true`. */
export type Script = (call: ScriptedCall, signal: AbortSignal) => unknown;

export interface ScriptedMessenger extends Messenger {
  /** Every call, as it came. */
  readonly journal: readonly ScriptedCall[];
  /** Bytes by the path that a download names. */
  readonly files: Map<string, Uint8Array>;
}

/** A messenger without Telegram: answers from a script, in this process, and notes what it was asked. */
export function createScriptedMessenger(script: Script = () => true): ScriptedMessenger {
  const journal: ScriptedCall[] = [];
  const files = new Map<string, Uint8Array>();
  const closing = new AbortController();

  async function call<Method extends MethodName>(
    method: Method,
    parameters: MethodParameters<Method>,
    { signal, timeLimit = 30_000 }: CallOptions = {},
  ): Promise<MethodResult<Method>> {
    const ours = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]);
    ours.throwIfAborted();
    const late = AbortSignal.timeout(timeLimit);
    const either = AbortSignal.any([ours, late]);
    const scripted = { method, parameters: parameters as Readonly<Record<string, unknown>> };
    journal.push(scripted);
    const aborted = Promise.withResolvers<never>();
    const stop = () => aborted.reject(new Error('stopped'));
    either.addEventListener('abort', stop, { once: true });
    try {
      const result = (await Promise.race([script(scripted, either), aborted.promise])) ?? true;
      if (result instanceof Error) throw result;
      return result as MethodResult<Method>;
    } catch (thrown) {
      ours.throwIfAborted();
      if (!late.aborted) throw thrown;
      throw new MessengerDoubt({ method, detail: `no answer in ${timeLimit} ms`, perhapsDone: true });
    } finally {
      either.removeEventListener('abort', stop);
    }
  }

  return {
    journal,
    files,
    call,
    async download(filePath, { mostBytes, signal }): Promise<Readable> {
      AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]).throwIfAborted();
      const bytes = files.get(filePath);
      if (!bytes) throw new MessengerRefusal({ method: 'download', status: 404, description: 'Not Found' });
      async function* give() {
        yield bytes as Uint8Array;
      }
      return capBytes(give(), mostBytes);
    },
    async close() {
      closing.abort(new EfirError('cancelled'));
    },
  };
}
