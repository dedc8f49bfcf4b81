import type { FastifyRequest } from 'fastify';
import { EfirError } from '../../core/errors.ts';
import type { ApiContext, ApiServer } from './server.ts';

/** Room that a form takes around its file before its length alone proves the file too large. */
const formOverhead = 1024 * 1024;

/**
 * For routes whose body is a stream for the handler, whatever it claims to be. `refuseTooLong` is their `onRequest`: a
 * body that announces more than is taken is refused with `file-too-large` before it is read.
 */
export function acceptUploads(
  app: ApiServer,
  { maxFileSize }: Pick<ApiContext, 'maxFileSize'>,
  register: (scope: ApiServer, refuseTooLong: (request: FastifyRequest) => Promise<void>) => void,
): void {
  app.register(async (scope: ApiServer) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    register(scope, async (request) => {
      const announced = Number(request.headers['content-length'] ?? 0);
      const form = /^multipart\//i.test(request.headers['content-type'] ?? '');
      if (announced > maxFileSize + (form ? formOverhead : 0)) {
        throw new EfirError('file-too-large', { limit: maxFileSize });
      }
    });
  });
}
