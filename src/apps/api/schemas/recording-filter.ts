import { z } from 'zod';
import { EfirError } from '../../../core/errors.ts';
import { type FolderId, isUuid } from '../../../core/ids.ts';
import { recordingStates } from '../../../db/schema.ts';
import { longestTag } from '../../../domain/library/index.ts';
import type { RecordingFilter } from '../../../domain/media/index.ts';

const time = z
  .string()
  .max(40)
  .refine((text) => isTime(text), 'is no time such as 2026-11-22T21:00:00Z')
  .optional();

/** Which recordings are meant: of a list, and of a search. */
export const filterQuery = {
  state: z.enum(recordingStates).optional(),
  folder: z
    .string()
    .max(40)
    .optional()
    .meta({ description: 'Id of a folder: with those below it; `none`: in no folder' }),
  tag: z
    .string()
    .max(10 * longestTag)
    .optional(),
  name: z.string().max(500).optional().meta({ description: 'Stands in the file name' }),
  from: time.meta({ format: 'date-time', description: 'Came in at this time or later' }),
  to: time.meta({ format: 'date-time', description: 'Came in before this time' }),
};

const filterSchema = z.object(filterQuery);

/** Rejects with `folder-not-found` (id) for what is no id. */
export function readFilter({ folder, from, to, ...filter }: z.infer<typeof filterSchema>): RecordingFilter {
  return {
    ...filter,
    folder: folder === undefined || folder === 'none' ? folder : readFolderId(folder),
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}

export function readFolderId(text: string): FolderId {
  if (!isUuid(text)) throw new EfirError('folder-not-found', { id: text });
  return text as FolderId;
}

/** With a year that the database and people have: nobody means another one. */
function isTime(text: string): boolean {
  if (!/^[12]\d{3}-\d\d-\d\d/.test(text)) return false;
  return !Number.isNaN(new Date(text).getTime());
}
