import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface NewerDashboard {
  readonly url: string;
  /** From now on the dashboard is a newer one. */
  release(): void;
  close(): Promise<void>;
}

/** The same server; once released, its service worker is another. */
export async function serveNewer(url: string): Promise<NewerDashboard> {
  let released = false;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const {
      'accept-encoding': _plain,
      connection: _own,
      'if-none-match': _old,
      ...headers
    } = request.headers;
    try {
      const answer = await fetch(new URL(request.url ?? '/', url), {
        method: request.method ?? 'GET',
        headers: { ...(headers as Record<string, string>), host: new URL(url).host, origin: url },
        ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
        redirect: 'manual',
      });
      const passed = Object.fromEntries(answer.headers);
      delete passed['content-encoding'];
      delete passed['content-length'];
      response.writeHead(answer.status, { ...passed, 'set-cookie': answer.headers.getSetCookie() });
      response.flushHeaders();
      for await (const chunk of answer.body ?? []) response.write(chunk);
      response.end(released && request.url === '/assets/service-worker.js' ? '\n// newer' : '');
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    release: () => {
      released = true;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
