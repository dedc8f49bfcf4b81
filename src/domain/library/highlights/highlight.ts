import type { Selectable } from 'kysely';
import type { ApiKeyId, HighlightId, UserId } from '../../../core/ids.ts';
import type { Schema } from '../../../db/schema.ts';

/** A stretch of a transcript that somebody marked. */
export interface Highlight {
  readonly id: HighlightId;
  /** Seconds of the recording. */
  readonly start: number;
  readonly end: number;
  /** May be empty. */
  readonly note: string;
  /** Who made it: a person or a key; of neither where they are gone. */
  readonly userId: UserId | undefined;
  readonly userName: string | undefined;
  readonly keyId: ApiKeyId | undefined;
  readonly keyName: string | undefined;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** Characters of a note, and highlights of a recording. */
export const longestNote = 5_000;
export const mostHighlights = 1_000;

export function toHighlight(
  row: Selectable<Schema['highlights']> & {
    readonly user_name: string | null;
    readonly key_name: string | null;
  },
): Highlight {
  return {
    id: row.id,
    start: row.start_s,
    end: row.end_s,
    note: row.note,
    userId: row.user_id ?? undefined,
    userName: row.user_name ?? undefined,
    keyId: row.api_key_id ?? undefined,
    keyName: row.key_name ?? undefined,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
