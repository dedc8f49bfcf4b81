import { z } from 'zod';
import { EfirError } from '../../../core/errors.ts';
import { type HighlightId, isUuid, type RecordingId, type ShareId } from '../../../core/ids.ts';
import {
  type Folder,
  type Highlight,
  longestFolderName,
  longestNote,
  longestTag,
  type Share,
} from '../../../domain/library/index.ts';
import { readFolderId } from './recording-filter.ts';

const id = z.string().meta({ format: 'uuid' });
const time = z.string().meta({ format: 'date-time' });

export const folderSchema = z
  .object({
    id,
    parent_id: id.nullable().meta({ description: 'Null: at the top' }),
    name: z.string(),
    recordings: z.int().meta({ description: 'That are in it, those in folders below it aside' }),
  })
  .meta({ id: 'Folder' });
export const folderParams = z.object({ id });
export const folderNameSchema = z
  .string()
  .min(1)
  .max(10 * longestFolderName)
  .meta({ description: `Up to ${longestFolderName} characters` });
export const parentSchema = z
  .string()
  .max(40)
  .nullable()
  .meta({ description: 'Id of a folder; null: at the top' });

export function presentFolder({
  id: folder,
  name,
  parentId,
  recordings,
}: Folder): z.infer<typeof folderSchema> {
  return { id: folder, parent_id: parentId, name, recordings };
}

export function readParent(given: string | null) {
  return given === null ? null : readFolderId(given);
}

export const tagSchema = z
  .string()
  .min(1)
  .max(10 * longestTag)
  .meta({ description: `Up to ${longestTag} characters` });
export const tagParams = z.object({ tag: z.string().max(10 * longestTag) });

/** A person or a key. */
const authorSchema = z
  .object({ kind: z.enum(['user', 'key']), id, name: z.string().nullable() })
  .nullable()
  .meta({
    description: 'Who made it; name: null for somebody who belongs to the account no more',
  });

function presentAuthor(made: Pick<Share, 'keyId' | 'keyName' | 'userId' | 'userName'>) {
  const { keyId, keyName, userId, userName } = made;
  const user = userId && { kind: 'user' as const, id: userId, name: userName ?? null };
  const key = keyId && { kind: 'key' as const, id: keyId, name: keyName ?? null };
  return user ?? key ?? null;
}

const seconds = z.number().min(0).max(1e9);
export const highlightSchema = z
  .object({
    id,
    start: z.number().meta({ description: 'Seconds of the recording' }),
    end: z.number(),
    note: z.string().meta({ description: 'May be empty' }),
    by: authorSchema,
    created_at: time,
    changed_at: time,
  })
  .meta({ id: 'Highlight' });
export const highlightInput = z.strictObject({
  start: seconds,
  end: seconds,
  note: z
    .string()
    .max(2 * longestNote)
    .default('')
    .meta({ description: `Up to ${longestNote} characters` }),
});
export const highlightChange = z.strictObject({
  start: seconds.optional(),
  end: seconds.optional(),
  note: z
    .string()
    .max(2 * longestNote)
    .optional(),
});
export const highlightParams = z.object({ id, highlight: id });

export function readHighlightId(params: z.infer<typeof highlightParams>): HighlightId {
  if (!isUuid(params.highlight)) throw new EfirError('highlight-not-found', { id: params.highlight });
  return params.highlight as HighlightId;
}

export function presentHighlight(one: Highlight): z.infer<typeof highlightSchema> {
  return {
    id: one.id,
    start: one.start,
    end: one.end,
    note: one.note,
    by: presentAuthor(one),
    created_at: one.createdAt.toISOString(),
    changed_at: one.changedAt.toISOString(),
  };
}

export const shareSchema = z
  .object({
    id,
    audio: z.boolean().meta({ description: 'Whether the sound may be heard, too' }),
    has_password: z.boolean(),
    expires_at: time.nullable().meta({ description: 'Null: it works until it is revoked' }),
    by: authorSchema,
    created_at: time,
    opened: z.int().meta({ description: 'How often it was opened, its password shown where it has one' }),
    opened_at: time.nullable().meta({ description: 'When last' }),
  })
  .meta({ id: 'Share' });
export const shareParams = z.object({ id, share: id });

export function readShareId(params: z.infer<typeof shareParams>): ShareId {
  if (!isUuid(params.share)) throw new EfirError('share-not-found');
  return params.share as ShareId;
}

export function presentShare(share: Share): z.infer<typeof shareSchema> {
  return {
    id: share.id,
    audio: share.audio,
    has_password: share.hasPassword,
    expires_at: share.expiresAt?.toISOString() ?? null,
    by: presentAuthor(share),
    created_at: share.createdAt.toISOString(),
    opened: share.opened,
    opened_at: share.openedAt?.toISOString() ?? null,
  };
}

/** An id that is none belongs to no recording. */
export function readIds(texts: readonly string[]): RecordingId[] {
  return [...new Set(texts)].filter(isUuid) as RecordingId[];
}
