import { z } from 'zod';
import { speakerSchema, transcriptSchema } from '../../../compute/speech/transcript.ts';
import type { TranscriptNews, TranscriptVersion, VersionPage } from '../../../domain/media/index.ts';
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

/** Segments that are changed together, by their indexes. */
export const someSegmentsSchema = z
  .array(
    z
      .int()
      .min(0)
      .max(2 ** 31 - 1),
  )
  .min(1)
  .max(10_000);

export const revisedSegmentSchema = z.object({ version: versionSchema, segment: segmentSchema });
export const revisedSpeakersSchema = z.object({ version: versionSchema, speakers: z.array(speakerSchema) });

const saidSchema = z.object({ text: z.string(), speaker: z.string().nullable() });

const transcriptVersionSchema = z
  .object({
    version: z.int(),
    made_at: z.string().meta({ format: 'date-time' }),
    type: z.enum(['transcribed', 'corrected', 'named', 'merged', 'split', 'reverted', 'undone']),
    api_key: z
      .object({ id: z.string().meta({ format: 'uuid' }), name: z.string() })
      .nullable()
      .meta({ description: 'The key that it was made with; without key and user it was the server itself' }),
    user: z
      .object({ id: z.string().meta({ format: 'uuid' }), name: z.string().nullable() })
      .nullable()
      .meta({ description: 'Who made it; name: null for somebody who belongs to the account no more' }),
    segments: z.array(z.int()).meta({ description: 'Segments that changed' }),
    corrections: z
      .array(z.object({ index: z.int(), was: saidSchema, is: saidSchema }))
      .meta({ description: 'Of the first 20 of them; of longer texts the beginning' }),
    speakers: z
      .array(z.string())
      .meta({ description: 'Speakers who were named, merged into another or split off' }),
    names: z
      .array(z.object({ speaker: z.string(), was: z.string().nullable(), is: z.string().nullable() }))
      .meta({ description: 'Names of speakers that changed; null: none' }),
    merges: z
      .array(z.object({ speaker: z.string(), was: z.string().nullable(), is: z.string().nullable() }))
      .meta({ description: 'Whom speakers became a part of; null: nobody, they are of their own' }),
    reverted_to: z.int().nullable().meta({ description: 'The version that was gone back to' }),
    undid: z.int().nullable().meta({ description: 'The version whose change was undone, and no other' }),
  })
  .meta({ id: 'TranscriptVersion' });

export const versionPageSchema = z.object({
  newest: z.int(),
  versions: z.array(transcriptVersionSchema).meta({ description: 'The newest first' }),
  next_before: z.int().nullable().meta({ description: '`before` of the next page; null on the last' }),
});

/** What makes the newest version of one that somebody has. */
export const transcriptNewsSchema = z.object({
  version: versionSchema,
  segments: z.array(segmentSchema).meta({ description: 'Those that changed, as they are now' }),
  speakers: z.array(speakerSchema).meta({ description: 'All of them, as they are now' }),
  changes: z
    .array(transcriptVersionSchema)
    .meta({ description: 'The oldest first; of more than 200 the newest' }),
});

export function presentTranscriptNews(news: TranscriptNews): z.infer<typeof transcriptNewsSchema> {
  return {
    version: news.version,
    segments: [...news.segments],
    speakers: [...news.speakers],
    changes: news.versions.map(presentVersion),
  };
}

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
    corrections: one.corrections.map(({ index, is, was }) => ({ index, was: { ...was }, is: { ...is } })),
    names: one.names.map((name) => ({ ...name })),
    merges: one.merges.map((merge) => ({ ...merge })),
    reverted_to: one.to ?? null,
    undid: one.undid ?? null,
  };
}
