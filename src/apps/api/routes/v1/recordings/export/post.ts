import { Readable } from 'node:stream';
import { create } from 'content-disposition';
import { z } from 'zod';
import { transcriptFormats } from '../../../../../../compute/speech/transcript.ts';
import { findExportable, mostAtOnce } from '../../../../../../domain/library/index.ts';
import { exportTranscripts } from '../../../../exports/export-transcripts.ts';
import { writeZip } from '../../../../exports/write-zip.ts';
import { failures } from '../../../../schemas/error.ts';
import { readIds } from '../../../../schemas/library.ts';
import { streamSchema } from '../../../../schemas/stream.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

const bodySchema = z.strictObject({
  ids: z.array(z.string().max(40)).min(1).max(mostAtOnce),
  format: z.enum(transcriptFormats).default('txt'),
  times: z
    .boolean()
    .default(false)
    .meta({ description: 'Whether paragraphs of `txt` begin with their time' }),
});
const answer = {
  description:
    'A ZIP archive with a file for each recording. X-Efir-Left-Out says how many have no transcript',
  content: { 'application/zip': { schema: streamSchema('binary') } },
};

export function postExport(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/recordings/export',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['transcripts'],
        summary: 'Get the transcripts of many recordings in one archive',
        body: bodySchema,
        response: { 200: answer, ...failures },
      },
    },
    async (request, reply) => {
      const { format, times } = request.body;
      const { tenantId } = callerOf(request);
      const wanted = readIds(request.body.ids);
      const ids = await findExportable(database, tenantId, wanted);
      const { texts } = request;
      const entries = exportTranscripts(database, { tenantId, ids, format, times, texts });
      const day = new Date().toISOString().slice(0, 10);
      request.log.info({ recordings: ids.length, format }, 'transcripts exported');
      return reply
        .type('application/zip')
        .header('content-disposition', create(`efir-${day}-${format}.zip`))
        .header('cache-control', 'private, no-store')
        .header('x-efir-left-out', wanted.length - ids.length)
        .send(Readable.from(writeZip(entries), { objectMode: false }));
    },
  );
}
