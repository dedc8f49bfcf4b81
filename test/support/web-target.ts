// A real HTTP server that news is sent to: notes what comes, answers what the test says.
//
//   const target = await startWebTarget();
//   target.answer = () => ({ status: 500 });
//   … target.received …
//   await target.close();

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Record<string, string>;
  /** The bytes as they came, as text. */
  readonly body: string;
}

export type TargetAnswer =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** Nothing, for ever. */
  | 'silence'
  /** A body that never ends. */
  | 'flood';

export interface WebTarget {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  /** May be changed at any time; `index` counts what was received, from 0. */
  answer: (received: Received, index: number) => TargetAnswer;
  close(): Promise<void>;
}

export async function startWebTarget(): Promise<WebTarget> {
  const server = createServer(async (request, response) => {
    response.on('error', () => {});
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const received: Received = {
      method: request.method as Received['method'],
      path: request.url ?? '',
      headers: flatten(request.headers),
      body: Buffer.concat(chunks).toString('utf8'),
    };
    target.received.push(received);
    reply(response, target.answer(received, target.received.length - 1));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const target: WebTarget = {
    url: `http://127.0.0.1:${port}/`,
    port,
    received: [],
    answer: () => ({}),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return target;
}

function reply(response: ServerResponse, answer: TargetAnswer): void {
  if (answer === 'silence') return;
  if (answer === 'flood') {
    const flood = setInterval(() => response.write('x'.repeat(10_000)), 5);
    response.on('close', () => clearInterval(flood));
    return;
  }
  response.writeHead(answer.status ?? 200, answer.headers ?? {}).end(answer.body ?? '');
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return Object.fromEntries(entries) as Record<string, string>;
}
