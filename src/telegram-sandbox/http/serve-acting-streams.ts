import { pipeline } from 'node:stream/promises';
import { Impossible } from '../refusal.ts';
import { watchChat } from '../watching.ts';
import type { SandboxChat } from '../world.ts';
import type { ActingRequest } from './acting-request.ts';

/** Milliseconds between signs of life, so that a proxy or browser keeps the connection. */
const heartbeat = 15_000;

/** Sends what changes in a chat as it changes, until the reader goes. */
export async function serveStream({ world, response }: ActingRequest, chat: SandboxChat): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': open\n\n');
  const stop = watchChat(world, chat, ({ name, ...data }) => {
    response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  });
  const beat = setInterval(() => response.write(': \n\n'), heartbeat);
  await new Promise<void>((resolve) => response.once('close', resolve));
  clearInterval(beat);
  stop();
}

/** The bytes of a file, or the range of them that a player asks for. */
export async function serveFile({ world, request, response, path }: ActingRequest): Promise<void> {
  const file = world.files.find(path['file'] ?? '');
  if (!file) throw new Impossible('there is no such file', 404);
  const types = { voice: 'audio/ogg', video_note: 'video/mp4', video: 'video/mp4', photo: 'image/jpeg' };
  const type = (types as Record<string, string>)[file.kind] ?? 'application/octet-stream';
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = Number(range?.[1] ?? 0);
  const end = Math.min(file.bytes - 1, range?.[2] ? Number(range[2]) : file.bytes - 1);
  const headers = {
    'content-type': type,
    'accept-ranges': 'bytes',
    // What people sent is never shown as a page.
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-length': Math.max(0, end - start + 1),
  };
  if (range && start < file.bytes)
    response.writeHead(206, { ...headers, 'content-range': `bytes ${start}-${end}/${file.bytes}` });
  else response.writeHead(200, { ...headers, 'content-length': file.bytes });
  const part = range && start < file.bytes ? { start, end } : undefined;
  await pipeline(world.files.open(file, part), response).catch(() => undefined);
}
