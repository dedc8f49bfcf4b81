import { Readable } from 'node:stream';
import { z } from 'zod';

/** An answer that is sent as it comes: a stream to the handler, a string to whoever reads the description. */
export function streamSchema(format?: 'binary') {
  return z.instanceof(Readable).meta({ type: 'string', ...(format ? { format } : {}) });
}
