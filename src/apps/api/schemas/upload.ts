import { z } from 'zod';
import { EfirError } from '../../../core/errors.ts';
import { isUuid, type UploadId } from '../../../core/ids.ts';
import { uploadStates } from '../../../db/intake-tables.ts';
import type { Upload } from '../../../domain/media/index.ts';
import { describeError } from '../../../texts/describe-error.ts';
import type { Texts } from '../../../texts/texts.ts';
import { errorSchema } from './error.ts';

const time = z.string().meta({ format: 'date-time' });
const uuid = z.string().meta({ format: 'uuid' });

export const uploadSchema = z
  .object({
    id: uuid,
    state: z.enum(uploadStates).meta({
      description:
        '`open`: bytes are awaited; `whole`: all are here; `taken`: it is a recording; `refused`: it cannot be one',
    }),
    file_name: z.string(),
    bytes: z.int(),
    received: z.int().meta({ description: 'Bytes that are stored, from the first one on' }),
    recording_id: uuid.nullable(),
    error: errorSchema.nullable(),
    created_at: time,
    expires_at: time,
  })
  .meta({ id: 'Upload' });

export function presentUpload(upload: Upload, texts: Texts): z.infer<typeof uploadSchema> {
  const { error } = upload;
  return {
    id: upload.id,
    state: upload.state,
    file_name: upload.fileName,
    bytes: upload.bytes,
    received: upload.received,
    recording_id: upload.recordingId ?? null,
    error: error ? describeError(EfirError.fromRecord(error), texts, upload.requestId) : null,
    created_at: upload.createdAt.toISOString(),
    expires_at: upload.expiresAt.toISOString(),
  };
}

export const uploadParams = z.object({ id: uuid });

/** An id that is none belongs to no upload: the same answer as for one of another tenant. */
export function readUploadId(params: z.infer<typeof uploadParams>): UploadId {
  if (!isUuid(params.id)) throw new EfirError('upload-not-found');
  return params.id as UploadId;
}
