import { z } from 'zod';
import { findAsset } from '../../../pages/assets.ts';
import type { ApiServer } from '../../../server.ts';

const paramsSchema = z.object({ file: z.string().max(100) });

/** Scripts and styles of pages. */
export function getPageFile(app: ApiServer): void {
  app.get('/pages/:file', { schema: { hide: true, params: paramsSchema } }, async (request, reply) => {
    const asset = findAsset(request.params.file);
    if (!asset) return reply.callNotFound();
    reply.header('cache-control', 'public, max-age=31536000, immutable');
    return reply.type(asset.type).send(asset.content);
  });
}
