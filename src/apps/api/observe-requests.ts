import type { Metrics } from '../../core/metrics.ts';
import type { ApiServer } from './server.ts';

/** Counts and times every request, by the route's pattern (an address could hold anything), and writes one line for it. */
export function observeRequests(app: ApiServer, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const { url: route = 'none', config } = request.routeOptions;
    const { method } = request;
    metrics.httpRequests.inc({ method, route, status: reply.statusCode });
    if (!config.endless) metrics.httpDuration.observe({ method, route }, reply.elapsedTime / 1000);
    const line = { method, route, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime) };
    request.log[isProbe(route) ? 'debug' : 'info'](line, 'request answered');
  });
}

/** Asked every few seconds by machines; in the log they would bury everything else. */
function isProbe(route: string): boolean {
  return route === '/health' || route === '/ready' || route === '/metrics';
}
