import type { Selectable } from 'kysely';
import type { ApiKeyId, RecordingId, ShareId, UserId } from '../../../core/ids.ts';
import type { Schema } from '../../../db/schema.ts';

/** A link to a transcript for people without an account, as those see it who made it: all but its secret. */
export interface Share {
  readonly id: ShareId;
  readonly recordingId: RecordingId;
  /** Whether the sound may be heard, too. */
  readonly audio: boolean;
  readonly hasPassword: boolean;
  /** Undefined: it works until it is revoked. */
  readonly expiresAt: Date | undefined;
  readonly createdAt: Date;
  /** Who made it: a person or a key; of neither where they are gone. */
  readonly userId: UserId | undefined;
  readonly userName: string | undefined;
  readonly keyId: ApiKeyId | undefined;
  readonly keyName: string | undefined;
  /** How often it was opened, its password shown where it has one. */
  readonly opened: number;
  readonly openedAt: Date | undefined;
}

/** Links to one recording. */
export const mostShares = 100;

export function toShare(
  row: Selectable<Schema['shares']> & { readonly user_name: string | null; readonly key_name: string | null },
): Share {
  return {
    id: row.id,
    recordingId: row.recording_id,
    audio: row.audio,
    hasPassword: row.password_hash !== null,
    expiresAt: row.expires_at ?? undefined,
    createdAt: row.created_at,
    userId: row.user_id ?? undefined,
    userName: row.user_name ?? undefined,
    keyId: row.api_key_id ?? undefined,
    keyName: row.key_name ?? undefined,
    opened: row.opened,
    openedAt: row.opened_at ?? undefined,
  };
}
