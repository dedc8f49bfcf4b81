import type { z } from 'zod';
import type { TenantId } from '../core/ids.ts';
import type { Database } from '../db/database.ts';
import type { RecordingOptions } from '../db/schema.ts';
import type { Caller, Scope } from '../domain/identity/index.ts';
import type { cancelRecording, RecordingPorts } from '../domain/media/index.ts';
import type { Texts } from '../texts/texts.ts';

/**
 * What programs may call: a value in a file `<name>/<name>.service.ts` beside this one, which exports it as `service`.
 * Its methods are called `<name>.<method>`; every service has `execute`, its main purpose.
 */
export interface RpcService {
  readonly name: string;
  readonly methods: { readonly execute: RpcMethod; readonly [name: string]: RpcMethod };
}

export interface RpcMethod {
  /** For the description, in English. */
  readonly summary: string;
  /** What a key must be allowed to do; absent: any key will do. */
  readonly scope?: Scope;
  /** Given by name, or by position in this order. */
  readonly params: z.ZodObject;
  readonly result: z.ZodType;
  /** `signal` fires when the time of the call is over. Rejects with EfirError. */
  run(context: CallContext, params: never, signal: AbortSignal): Promise<unknown>;
}

/** What the methods of one process work with. */
export interface ServicePorts extends RecordingPorts {
  readonly database: Database;
  readonly rules: Parameters<typeof cancelRecording>[1]['rules'];
  readonly countEnd: Parameters<typeof cancelRecording>[1]['countEnd'];
  readonly maxFileSize: number;
  /** Seconds that an upload session lives after its last use. */
  readonly sessionLifetime: number;
  /** Judges the options of a new recording, which come as text. */
  readonly readOptions: (options: Readonly<Record<string, string>>) => Promise<RecordingOptions>;
  /** A folder whose files belong to one tenant; without it no paths are accepted. */
  readonly sharedFiles?: { readonly root: string; readonly tenantId: () => Promise<TenantId> } | undefined;
}

export interface CallContext extends ServicePorts {
  readonly caller: Caller;
  readonly requestId: string;
  readonly trace: string;
  readonly texts: Texts;
  /** Whose uploaded files are meant, where the request says so beside its parameters. */
  readonly sessionId: string | undefined;
  /** The same when the same call comes again because its answer was lost on the way. */
  readonly identify: () => string | undefined;
  readonly services: readonly RpcService[];
  /** Goes into the answer, also when the call fails later: what has been made by then. */
  readonly note: (facts: { readonly recording_id: string }) => void;
}

/** Lets `run` know its parameters as `params` leaves them. */
export function defineMethod<Params extends z.ZodObject, Result extends z.ZodType>(method: {
  readonly summary: string;
  readonly scope?: Scope;
  readonly params: Params;
  readonly result: Result;
  run(context: CallContext, params: z.output<Params>, signal: AbortSignal): Promise<z.input<Result>>;
}): RpcMethod {
  return method;
}
