import { create } from 'content-disposition';
import { z } from 'zod';
import { EfirError } from '../../../../../../../core/errors.ts';
import { getRecordingAudio } from '../../../../../../../domain/media/index.ts';
import { readByteRange } from '../../../../../read-byte-range.ts';
import { failures } from '../../../../../schemas/error.ts';
import { readRecordingId, recordingParams } from '../../../../../schemas/recording.ts';
import { streamSchema } from '../../../../../schemas/stream.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

const binary = { content: { '*/*': { schema: streamSchema('binary') } } };
const headersSchema = z.object({ range: z.string().max(200).optional() });

export function getAudio(app: ApiServer, context: ApiContext): void {
  app.get(
    '/v1/recordings/:id/audio',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['recordings'],
        summary: 'Get the recording as it was sent in, whole or a range of its bytes',
        params: recordingParams,
        headers: headersSchema,
        response: {
          200: { description: 'The whole recording', ...binary },
          206: { description: 'The range that was asked for', ...binary },
          ...failures,
        },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request);
      const audio = await getRecordingAudio(
        context.database,
        context,
        tenantId,
        readRecordingId(request.params),
      );
      const range = readByteRange(request.headers.range, audio.bytes);
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
    },
  );
}
