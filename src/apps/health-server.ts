import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from '../core/metrics.ts';
import { describeHealth, describeReadiness } from './health-answers.ts';
import { listenAt, writeUrl } from './listen.ts';
import type { Role } from './role.ts';

export interface HealthServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface HealthServerOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly role: Pick<Role, 'ready'>;
  readonly metrics: Metrics;
  /** Answers what is not about health; false: it is not its business. */
  readonly others?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
}

/** Answers /health, /ready and /metrics for a role that runs alone. Rejects with `port-in-use`. */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch(() => response.destroy());
  });
  await listenAt(
    options.port,
    () =>
      new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(options.port, options.host, resolve);
      }),
  );
  return {
    url: writeUrl(server.address() as AddressInfo),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  { role, metrics, others }: HealthServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (others && (await others(request, response))) return;
  const path = (request.url ?? '').split('?')[0];
  if (request.method !== 'GET') return send(response, 405, { error: 'only GET' });
  if (path === '/health') return send(response, 200, describeHealth());
  if (path === '/ready') {
    const { status, body } = await describeReadiness(() => role.ready());
    return send(response, status, body);
  }
  if (path !== '/metrics') return send(response, 404, { error: 'only /health, /ready and /metrics' });
  response.writeHead(200, { 'content-type': metrics.registry.contentType });
  response.end(await metrics.registry.metrics());
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
