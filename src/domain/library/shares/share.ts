import type { Selectable } from 'kysely';
import type { RecordingId, ShareId } from '../../../core/ids.ts';
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
}

/** Links to one recording. */
export const mostShares = 100;

export const shareColumns = [
  'id',
  'recording_id',
  'audio',
  'password_hash',
  'expires_at',
  'created_at',
] as const;

export function toShare(row: Pick<Selectable<Schema['shares']>, (typeof shareColumns)[number]>): Share {
  return {
    id: row.id,
    recordingId: row.recording_id,
    audio: row.audio,
    hasPassword: row.password_hash !== null,
    expiresAt: row.expires_at ?? undefined,
    createdAt: row.created_at,
  };
}
