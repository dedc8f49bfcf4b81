import { acceptUploads } from '../../accept-uploads.ts';
import type { ApiContext, ApiServer } from '../../server.ts';

/**
 * Where phones send what they share with the installed dashboard. Its service worker takes that and keeps it until the
 * person has signed in; who comes this far has none (any more), and is told so by the page. Nothing is read.
 */
export function postParcel(app: ApiServer, context: ApiContext): void {
  acceptUploads(app, context, (scope) => {
    scope.post('/share', { schema: { hide: true } }, (_request, reply) =>
      reply.redirect('/share?lost=1', 303),
    );
  });
}
