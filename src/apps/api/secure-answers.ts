import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { ApiServer } from './server.ts';

/**
 * Headers that keep a browser from being used against us. The policy allows what the pages here need and nothing from
 * elsewhere. Plain HTTP must go on working (a laptop, a machine behind a proxy), so nothing is upgraded to HTTPS here.
 */
export async function secureAnswers(app: ApiServer, corsOrigins: readonly string[]): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
  });
  if (corsOrigins.length === 0) return;
  await app.register(cors, {
    origin: corsOrigins.includes('*') ? '*' : [...corsOrigins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: [
      'Location',
      'ETag',
      'X-Request-Id',
      'Retry-After',
      'Content-Disposition',
      'Content-Range',
      'Idempotency-Replayed',
      'X-Session-Id',
      'X-Recording-Id',
      'X-Efir-Ignored',
      'X-Efir-Notes',
      'X-Efir-Left-Out',
      'X-Should-Retry',
      'Tus-Resumable',
      'Tus-Version',
      'Upload-Offset',
      'Upload-Length',
      'Upload-Expires',
      'Upload-Recording',
    ],
    maxAge: 3600,
    // An OPTIONS that is no preflight gets the same answer, not an error of another shape than ours.
    strictPreflight: false,
  });
}
