import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { ApiServer } from './server.ts';

/** Bytes; of less there is little to gain. The transcript of five hours is 6 MB, of which a third or less goes over the wire. */
const threshold = 16_384;

/**
 * Large JSON, for whoever takes it packed. Live streams, sound and files go as they are; the dashboard's own files are packed
 * when they are built. The quickest level: 8 ms for a megabyte of words, half of the usual one's time for a tenth more bytes.
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
