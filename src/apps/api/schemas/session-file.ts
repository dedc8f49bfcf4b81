import { z } from 'zod';
import type { SessionFile } from '../../../domain/media/index.ts';

const time = z.string().meta({ format: 'date-time' });
const uuid = z.string().meta({ format: 'uuid' });

export const sessionFileSchema = z
  .object({
    file_id: uuid.meta({ description: 'For media.transcribe, together with the session' }),
    file_name: z.string(),
    bytes: z.int(),
    created_at: time,
  })
  .meta({ id: 'SessionFile' });

export const sessionFields = {
  session_id: uuid.meta({ description: 'Only who knows it may use what was uploaded in it' }),
  expires_at: time.meta({ description: 'When the session and its files go, unless it is used before' }),
};

export function presentSessionFile(file: SessionFile): z.infer<typeof sessionFileSchema> {
  return {
    file_id: file.id,
    file_name: file.fileName,
    bytes: file.bytes,
    created_at: file.createdAt.toISOString(),
  };
}
