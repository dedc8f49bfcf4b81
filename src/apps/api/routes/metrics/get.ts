import type { ApiContext, ApiServer } from '../../server.ts';

export function getMetrics(app: ApiServer, { metrics: { registry } }: ApiContext): void {
  const schema = { tags: ['operation'], summary: 'Figures for Prometheus' };
  app.get('/metrics', { schema }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
