import { sendDashboard } from '../dashboard/answer-dashboard.ts';
import type { ApiContext, ApiServer } from '../server.ts';

/** The dashboard; its other addresses are answered where no route is found. */
export function getHome(app: ApiServer, { dashboard }: ApiContext): void {
  app.get('/', { schema: { hide: true } }, (request, reply) => sendDashboard(dashboard, request, reply));
}
