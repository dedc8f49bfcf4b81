import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { ApiServer } from './server.ts';

/** Bytes; of less there is little to gain. */
const threshold = 16_384;

/**
 * Large JSON, for whoever takes it packed: a transcript of hours is megabytes. Live streams, sound and files go as they are;
 * the dashboard's own files are packed when they are built. The quickest level, as every answer is packed anew.
 */
export async function compressAnswers(app: ApiServer): Promise<void> {
  await app.register(compress, {
    threshold,
    encodings: ['gzip'],
    customTypes: /^application\/json\b/,
    zlibOptions: { level: constants.Z_BEST_SPEED },
    globalDecompression: false,
  });
}
