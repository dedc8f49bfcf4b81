import type { IncomingMessage, ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { StoredFile } from '../file-store.ts';
import type { Fault } from '../interface.ts';
import type { World } from '../world.ts';
import { decodePath } from './decode-path.ts';
import { findBotByToken, tokenRefusal } from './serve-bot-api.ts';

/** Answers `/file/bot<token>/<file_path>`. */
export async function serveDownload(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const [, token = '', path = ''] = /^\/file\/bot([^/]*)\/(.*)$/.exec(decodePath(url.pathname)) ?? [];
  const bot = findBotByToken(world, token);
  if (!bot) {
    const { status, message } = tokenRefusal(token);
    return refuse(response, status, message);
  }
  const started = performance.now();
  const entry = world.journal.open({
    bot: bot.user.id,
    method: 'download',
    time: world.clock.now(),
    parameters: { file_path: path },
  });
  const fault = world.faults.meet({ bot: bot.user.id, method: 'download' });
  if (fault) entry.fault = fault.kind;
  const given = world.givenOut.get(`${bot.user.id} ${path}`);
  if (fault?.kind === 'drop-before') {
    entry.status = 0;
    response.socket?.destroy();
  } else if (fault?.kind === 'status') {
    entry.status = fault.status ?? 500;
    response.writeHead(entry.status, { 'content-type': 'text/html' }).end(fault.body ?? '');
  } else if (!given || given.until < world.clock.now() || request.method !== 'GET') {
    entry.status = 404;
    refuse(response, 404, 'Not Found');
  } else {
    entry.status = 200;
    await send(world, response, given.file, fault);
    entry.done = true;
  }
  entry.milliseconds = Math.round(performance.now() - started);
}

async function send(
  world: World,
  response: ServerResponse,
  file: StoredFile,
  fault: Fault | undefined,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes });
  const source = world.files.open(file);
  if (fault?.kind === 'slow' || fault?.kind === 'cut')
    await pipeline(source, spoil(fault, response, world.closing), response).catch(() => undefined);
  else await pipeline(source, response).catch(() => undefined);
}

/** Lets bytes through slowly, or only so many. */
function spoil(fault: Fault, response: ServerResponse, closing: AbortSignal): Transform {
  let passed = 0;
  const most = fault.afterBytes ?? 1000;
  const perSecond = Math.max(1, fault.bytesPerSecond ?? 10_000);
  return new Transform({
    highWaterMark: 16 * 1024,
    transform(chunk: Buffer, _encoding, done) {
      if (fault.kind === 'cut') {
        const rest = chunk.subarray(0, Math.max(0, most - passed));
        passed += chunk.byteLength;
        if (passed < most) return done(null, rest);
        // What was let through is to arrive before the connection breaks.
        response.write(rest, () => response.socket?.destroy());
        return;
      }
      const timer = setTimeout(() => done(null, chunk), (chunk.byteLength / perSecond) * 1000);
      const stop = () => {
        clearTimeout(timer);
        done(new Error('gone'));
      };
      response.once('close', stop);
      closing.addEventListener('abort', stop, { once: true });
    },
  });
}

function refuse(response: ServerResponse, status: number, description: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ ok: false, error_code: status, description }));
}
