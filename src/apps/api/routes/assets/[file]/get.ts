import { z } from 'zod';
import { sendFile } from '../../../dashboard/answer-dashboard.ts';
import type { ApiContext, ApiServer } from '../../../server.ts';

const paramsSchema = z.object({ file: z.string().max(200) });

/** Scripts, styles and pictures of the dashboard. */
export function getAsset(app: ApiServer, { dashboard }: ApiContext): void {
  app.get('/assets/:file', { schema: { hide: true, params: paramsSchema } }, async (request, reply) => {
    const file = await dashboard.findFile(request.params.file);
    return file ? sendFile(file, request, reply) : reply.callNotFound();
  });
}
