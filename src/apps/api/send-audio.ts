import { create } from 'content-disposition';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { EfirError } from '../../core/errors.ts';
import type { RecordingAudio } from '../../domain/media/index.ts';
import { readByteRange } from './read-byte-range.ts';
import { streamSchema } from './schemas/stream.ts';

const binary = { content: { '*/*': { schema: streamSchema('binary') } } };
export const audioAnswers = {
  200: { description: 'The whole recording', ...binary },
  206: { description: 'The range that was asked for', ...binary },
};
export const rangeHeaders = z.object({ range: z.string().max(200).optional() });

/** Answers with a recording as it was sent in, whole or a range of it. Rejects with `range-invalid` (size). */
export async function sendAudio(
  reply: FastifyReply,
  audio: RecordingAudio,
  wanted: string | undefined,
): Promise<FastifyReply> {
  const range = readByteRange(wanted, audio.bytes);
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
    .header('cache-control', 'private, max-age=3600')
    .send(await audio.open(range));
}
