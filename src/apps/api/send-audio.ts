import { create } from 'content-disposition';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { EfirError } from '../../core/errors.ts';
import type { RecordingAudio } from '../../domain/media/index.ts';
import { hasTag, writeTag } from './entity-tags.ts';
import { readByteRange } from './read-byte-range.ts';
import { streamSchema } from './schemas/stream.ts';

const binary = { content: { '*/*': { schema: streamSchema('binary') } } };
export const audioAnswers = {
  200: { description: 'The whole recording', ...binary },
  206: { description: 'The range that was asked for', ...binary },
  304: z.null(),
};
export const rangeHeaders = z.object({
  range: z.string().max(200).optional(),
  'if-range': z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'ETag of the bytes that you have: all of them where it is another' }),
  'if-none-match': z
    .string()
    .max(1000)
    .optional()
    .meta({ description: 'ETag of an answer that you have: 304 when it still holds' }),
});

/**
 * Answers with a recording as it was sent in, whole or a range of it. Browsers may keep it, and ask each time whether
 * they may play it still; where the answer is kept by nobody, that stands. Rejects with `range-invalid` (size).
 */
export async function sendAudio(
  reply: FastifyReply,
  audio: RecordingAudio,
  headers: z.infer<typeof rangeHeaders>,
): Promise<FastifyReply> {
  const tag = writeTag(1, audio.key);
  reply.header('etag', tag);
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'private, no-cache');
  if (hasTag(headers['if-none-match'], tag)) return reply.code(304).send(null);
  const isOfSame = headers['if-range'] === undefined || headers['if-range'].trim() === tag;
  const range = isOfSame ? readByteRange(headers.range, audio.bytes) : undefined;
  if (range === 'outside') {
    reply.header('content-range', `bytes */${audio.bytes}`);
    throw new EfirError('range-invalid', { size: audio.bytes });
  }
  const { start, end } = range ?? { start: 0, end: audio.bytes - 1 };
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${audio.bytes}`);
  return reply
    .type(audio.contentType)
    .header('accept-ranges', 'bytes')
    .header('content-length', end - start + 1)
    .header('content-disposition', create(audio.fileName))
    .send(await audio.open(range));
}
