import type { ApiServer } from '../../server.ts';

export function getOpenapi(app: ApiServer): void {
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
