import type { ApiServer } from '../server.ts';

/** Until there is a dashboard, whoever opens the address in a browser finds the description of the API. */
export function redirectHome(app: ApiServer): void {
  app.get('/', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/docs/'));
}
