import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the source misbehaves; each behaviour is taken from the list once, in order, then it behaves. */
export type Misbehaviour =
  | { readonly type: 'cut'; readonly after: number }
  | { readonly type: 'status'; readonly status: number }
  /** Sends a beginning, then nothing more. */
  | { readonly type: 'stall'; readonly after: number }
  /** Knows no ranges. */
  | { readonly type: 'whole' };

export interface ModelSource {
  readonly url: string;
  /** `name range` of every request, `name -` without a range. */
  readonly requests: string[];
  readonly misbehaviours: Misbehaviour[];
  /** Files by the last part of the path; anything else is 404. */
  readonly files: Map<string, Buffer>;
  close(): Promise<void>;
}

/** A place on 127.0.0.1 to download models from, with ranges, entity tags and, on demand, the ills of networks. */
export async function startModelSource(): Promise<ModelSource> {
  const source = {
    requests: [] as string[],
    misbehaviours: [] as Misbehaviour[],
    files: new Map<string, Buffer>(),
  };
  const server = createServer((request, response) => answer(source, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...source,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

type State = Pick<ModelSource, 'requests' | 'misbehaviours' | 'files'>;

function answer(
  { requests, misbehaviours, files }: State,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const name = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
  requests.push(`${name} ${request.headers.range ?? '-'}`);
  const content = files.get(name);
  const ill = misbehaviours.shift();
  if (!content || ill?.type === 'status') {
    response.writeHead(ill?.type === 'status' ? ill.status : 404).end();
    return;
  }
  const etag = `"${createHash('sha256').update(content).digest('hex')}"`;
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const start = ill?.type !== 'whole' && range && request.headers['if-range'] === etag ? Number(range[1]) : 0;
  const body = content.subarray(start);
  const place =
    start > 0 ? { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` } : {};
  response.writeHead(start > 0 ? 206 : 200, { etag, 'content-length': body.length, ...place });
  if (ill?.type === 'cut')
    response.write(body.subarray(0, ill.after), () => setTimeout(() => response.destroy(), 50));
  else if (ill?.type === 'stall') response.write(body.subarray(0, ill.after));
  else response.end(body);
}
