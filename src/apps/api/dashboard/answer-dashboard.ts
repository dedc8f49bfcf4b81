import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Texts } from '../../../texts/texts.ts';
import { html } from '../pages/html.ts';
import type { Dashboard, DashboardFile } from './open-dashboard.ts';

/** Addresses that belong to programs: what is unknown there is answered as programs expect it. */
const notPages =
  /^\/(?:v1|files|rpc|u|pages|assets|docs|openapi\.json|health|ready|metrics|\.well-known)(?:[/?]|$)/;

/** The script that a browser runs behind the pages (web/src/installation). */
const serviceWorker = '/assets/service-worker.js';

/** Whether somebody opens an address of the dashboard in a browser. */
export function wantsDashboard({ headers, method, url }: FastifyRequest): boolean {
  return method === 'GET' && /text\/html/i.test(headers.accept ?? '') && !notPages.test(url);
}

/** The dashboard's page, or one that says what to do while it is not built (503). */
export async function sendDashboard(
  dashboard: Dashboard,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64');
  const page = await dashboard.writePage(nonce);
  reply
    .type('text/html; charset=utf-8')
    // The nonce is for this answer alone.
    .header('cache-control', 'no-store')
    // Nothing here is for search engines, and an address may hold a secret: it is told to nobody.
    .header('x-robots-tag', 'noindex, nofollow')
    .header('referrer-policy', 'no-referrer')
    .header('content-security-policy', writePolicy(nonce));
  return page === undefined ? reply.code(503).send(writeUnbuilt(request.texts)) : reply.send(page);
}

/** A file of the dashboard in the smallest form that the browser takes. */
export function sendFile(file: DashboardFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { encoding, content } = choose(file, request.headers['accept-encoding'] ?? '');
  reply
    .header('vary', 'accept-encoding')
    .header('cache-control', file.lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
    .header('etag', file.tag);
  if (request.headers['if-none-match'] === file.tag) return reply.code(304).send();
  if (encoding) reply.header('content-encoding', encoding);
  // It keeps the whole dashboard, although it lies among the files.
  if (request.url.split('?')[0] === serviceWorker) reply.header('service-worker-allowed', '/');
  return reply.type(file.type).send(content);
}

function choose(
  { br, gzip, plain }: DashboardFile,
  accepted: string,
): { encoding?: string; content: Buffer } {
  if (br && /\bbr\b/.test(accepted)) return { encoding: 'br', content: br };
  if (gzip && /\bgzip\b/.test(accepted)) return { encoding: 'gzip', content: gzip };
  return { content: plain };
}

/** Our own files and nothing else; styles that the page makes itself carry the nonce. */
function writePolicy(nonce: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function writeUnbuilt(texts: Texts): string {
  const { markup } = html`<html lang="${texts.language}">
    <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Efir</title></head>
    <body>
      <h1>${texts.text('dashboard-unbuilt-title')}</h1>
      <p>${texts.text('dashboard-unbuilt')}</p>
      <p><code>./efir web build</code></p>
      <p><a href="/docs/">${texts.text('dashboard-unbuilt-docs')}</a></p>
    </body>
  </html>`;
  return `<!doctype html>${markup}`;
}
