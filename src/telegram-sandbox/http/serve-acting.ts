import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { Impossible, Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import { type ActingRequest, readActingBody } from './acting-request.ts';
import { actingRoutes } from './acting-routes.ts';
import { decodePath } from './decode-path.ts';

/** Answers `/sandbox…`, as interface.ts lays it out. */
export async function serveActing(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  host: string,
): Promise<void> {
  try {
    checkCaller(request, host);
    const { run, path } = findRoute(request.method ?? '', url.pathname.replace(/\/$/, ''));
    const read = await readActingBody(world, request);
    const result = await run({ world, request, response, query: url.searchParams, path, ...read });
    if (!response.headersSent && !response.destroyed) send(response, 200, result ?? {});
  } catch (thrown) {
    const { status, message } = readFailure(thrown);
    if (!request.complete) response.setHeader('connection', 'close');
    send(response, status, { error: message });
    request.resume();
  }
}

function findRoute(asked: string, pathname: string) {
  for (const [method, pattern, run] of actingRoutes) {
    const path = method === asked ? matchPath(pattern, pathname) : undefined;
    if (path) return { run: run as (request: ActingRequest) => object | undefined, path };
  }
  throw new Impossible(`there is no ${asked} ${pathname}`, 404);
}

/** What an act cannot use it meets with a TypeError: the request was wrong. Everything else is a fault of ours. */
function readFailure(thrown: unknown): Impossible | Refusal {
  if (thrown instanceof Impossible || thrown instanceof Refusal) return thrown;
  if (!(thrown instanceof TypeError)) throw thrown;
  return new Impossible(`the request is not as the interface wants it: ${thrown.message}`);
}

/** A page elsewhere in the net must not act here: neither by a name that it points at this machine, nor by a form. */
function checkCaller({ headers }: IncomingMessage, host: string): void {
  const named = (headers.host ?? '')
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  const isOwn = named === 'localhost' || named === host || isIP(named) > 0;
  if (!isOwn) throw new Impossible('the Host header names another machine', 403);
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${headers.host}`)
    throw new Impossible('a page of another origin may not act here', 403);
  const site = headers['sec-fetch-site'];
  if (site !== undefined && !['same-origin', 'none'].includes(String(site)))
    throw new Impossible('a page of another origin may not act here', 403);
}

/** The values of `:name` parts, where a path fits a pattern. */
function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) values[part.slice(1)] = decodePath(value);
    else if (part !== value) return undefined;
  }
  return values;
}

function send(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}
