import { z } from 'zod';
import { speakerSchema, transcriptSchema } from '../../../compute/speech/transcript.ts';
import type { TranscriptVersion, VersionPage } from '../../../domain/media/index.ts';
import { segmentSchema } from '../../../wire/event-message.ts';

const text = { schema: z.string() };

/** The same transcript in every format it can be had in. */
export const transcriptAnswer = {
  description: 'The transcript',
  content: {
    'application/json': { schema: transcriptSchema.meta({ id: 'Transcript' }) },
    'text/plain': text,
    'application/x-subrip': text,
    'text/vtt': text,
    'text/tab-separated-values': text,
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
      schema: z.instanceof(Uint8Array).meta({ type: 'string', format: 'binary' }),
    },
  },
};

/** Of every answer to a change. */
export const versionSchema = z.int().meta({ description: 'Of the transcript, with this change in it' });

/** For changes that were thought out for a version: refused when somebody else was faster. */
export const givenVersionSchema = z
  .int()
  .min(1)
  .optional()
  .meta({
    description:
      'The version that you have seen: when it is not the newest any more, nothing is changed and the answer is 409 `version-conflict`. ' +
      'The header If-Match with the ETag of the transcript says the same. Without either the change is made to what is there',
  });
export const ifMatchHeaders = z.object({
  'if-match': z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'ETag of the transcript that you have seen' }),
});

export const revisedSegmentSchema = z.object({ version: versionSchema, segment: segmentSchema });
export const revisedSpeakersSchema = z.object({ version: versionSchema, speakers: z.array(speakerSchema) });

const transcriptVersionSchema = z
  .object({
    version: z.int(),
    made_at: z.string().meta({ format: 'date-time' }),
    type: z.enum(['transcribed', 'corrected', 'named', 'merged', 'split', 'reverted']),
    api_key: z
      .object({ id: z.string().meta({ format: 'uuid' }), name: z.string() })
      .nullable()
      .meta({ description: 'The key that it was made with; without key and user it was the server itself' }),
    user: z
      .object({ id: z.string().meta({ format: 'uuid' }), name: z.string().nullable() })
      .nullable()
      .meta({ description: 'Who made it; name: null for somebody who belongs to the account no more' }),
    segments: z.array(z.int()).meta({ description: 'Segments that changed' }),
    speakers: z
      .array(z.string())
      .meta({ description: 'Speakers who were named, merged into another or split off' }),
    reverted_to: z.int().nullable().meta({ description: 'The version that was gone back to' }),
  })
  .meta({ id: 'TranscriptVersion' });

export const versionPageSchema = z.object({
  newest: z.int(),
  versions: z.array(transcriptVersionSchema).meta({ description: 'The newest first' }),
  next_before: z.int().nullable().meta({ description: '`before` of the next page; null on the last' }),
});

export function presentVersionPage(page: VersionPage): z.infer<typeof versionPageSchema> {
  return {
    newest: page.newest,
    versions: page.versions.map(presentVersion),
    next_before: page.nextBefore ?? null,
  };
}

function presentVersion(one: TranscriptVersion): z.infer<typeof transcriptVersionSchema> {
  return {
    version: one.version,
    made_at: one.madeAt.toISOString(),
    type: one.type,
    api_key: one.key ?? null,
    user: one.user ? { id: one.user.id, name: one.user.name ?? null } : null,
    segments: [...one.segments],
    speakers: [...one.speakers],
    reverted_to: one.to ?? null,
  };
}
