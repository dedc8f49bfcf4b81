import type { ColumnType } from 'kysely';
import type { ErrorArguments } from '../core/errors.ts';
import type { Spelling } from '../wire/task-message.ts';

export interface RecordingOptions {
  readonly language?: string;
  readonly engine?: string;
  readonly model?: string;
  readonly diarize?: boolean;
  readonly speakers?: number;
  readonly min_speakers?: number;
  readonly max_speakers?: number;
  /** Each channel is one speaker. */
  readonly by_channel?: boolean;
  /** The request's own and, from its taking in, the tenant's. */
  readonly hot_words?: readonly string[];
  readonly spellings?: readonly Spelling[];
  readonly recipe?: string;
  /** Told when the recording ends. */
  readonly callback_url?: string;
  /** -10 to 10; higher goes first. */
  readonly priority?: number;
}

export interface StoredError {
  readonly code: string;
  readonly args: ErrorArguments;
}

/** jsonb: read as a value, written as JSON text. */
export type Json<Value> = ColumnType<Value, string, string>;
