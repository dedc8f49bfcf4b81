import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addBot } from './add-bot.ts';
import { standardLimits } from './flood.ts';
import { serveActing } from './http/serve-acting.ts';
import { serveBotApi } from './http/serve-bot-api.ts';
import { serveDownload } from './http/serve-download.ts';
import type { Limits, NewBot } from './interface.ts';
import { createWorld } from './world.ts';

export interface SandboxOptions {
  /** Standard: 127.0.0.1. */
  readonly host?: string;
  /** Standard: any free one. */
  readonly port?: number;
  readonly limits?: Partial<Limits>;
  /** Bots that exist from the start. Standard: one. */
  readonly bots?: readonly NewBot[];
  /** Answers getFile with absolute paths and gives files of any size, as a Bot API server of one's own does. */
  readonly local?: boolean;
  /** What else the server shows: a page, at paths that neither interface has. */
  readonly pages?: (path: string) => Page | undefined;
}

export interface Page {
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TelegramSandbox {
  /** Of the Bot API (`<url>/bot<token>/…`), of the acting interface and of the pages. */
  readonly url: string;
  readonly port: number;
  /** Of the first bot. */
  readonly token: string;
  close(): Promise<void>;
}

/**
 * A Bot API without Telegram: bots talk to it as to Telegram, people and testers act through `/sandbox` (see
 * interface.ts). Everything is gone when it closes. Rejects when the port is taken, as `listen` does.
 */
export async function startTelegramSandbox(options: SandboxOptions = {}): Promise<TelegramSandbox> {
  const host = options.host ?? '127.0.0.1';
  const closing = new AbortController();
  const folder = await mkdtemp(join(tmpdir(), 'efir-telegram-'));
  const world = createWorld({
    folder,
    local: options.local === true,
    limits: { ...standardLimits, ...options.limits },
    closing: closing.signal,
  });
  const bots = (options.bots ?? [{ username: 'efir_sandbox_bot' }]).map((bot) => addBot(world, bot));

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(`http://sandbox${request.url ?? '/'}`);
    if (url.pathname.startsWith('/file/bot')) return serveDownload(world, request, response, url);
    if (url.pathname.startsWith('/bot')) return serveBotApi(world, request, response, url);
    if (url.pathname === '/sandbox' || url.pathname.startsWith('/sandbox/'))
      return serveActing(world, request, response, url, host);
    return servePage(options.pages?.(url.pathname), response);
  };
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    serve(request, response).catch((thrown: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
    });
  });
  // Long polls wait for 50 s, and uploads may be slow.
  server.requestTimeout = 0;
  // Longer than clients keep their connections: none is closed under a request that is on its way.
  server.keepAliveTimeout = 120_000;
  server.listen(options.port ?? 0, host);
  try {
    await once(server, 'listening');
  } catch (thrown) {
    await rm(folder, { recursive: true, force: true });
    throw thrown;
  }
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`,
    port,
    token: bots[0]?.token ?? '',
    async close() {
      closing.abort();
      for (const bot of world.bots.values()) bot.webhook?.stop.abort();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function servePage(page: Page | undefined, response: ServerResponse): void {
  if (page) response.writeHead(200, { 'content-type': page.type, ...page.headers }).end(page.body);
  // As Telegram answers at any path that is not its own.
  else
    response
      .writeHead(404, { 'content-type': 'application/json' })
      .end(JSON.stringify({ ok: false, error_code: 404, description: 'Not Found' }));
}
