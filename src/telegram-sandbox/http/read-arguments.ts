import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { badRequest, Refusal } from '../refusal.ts';
import { type Arguments, createArguments, type SentFile } from './arguments.ts';

/** Bytes of everything that is not a file. */
const mostFieldBytes = 4 * 2 ** 20;

/**
 * Arguments from the query and the body: urlencoded, JSON or a form. Files go into the folder. Refuses with 413 what is
 * longer than `mostBytes` altogether.
 */
export async function readArguments(
  request: IncomingMessage,
  query: URLSearchParams,
  options: { folder: string; mostBytes: number },
): Promise<Arguments> {
  const values = new Map<string, string>(query);
  const files = new Map<string, SentFile>();
  // Room for the form around a file of just that size.
  const most = options.mostBytes + mostFieldBytes;
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge();
  const type = (request.headers['content-type'] ?? '').toLowerCase();
  if (type.startsWith('multipart/form-data'))
    await readForm(request, values, files, { ...options, mostBytes: most });
  else if (request.method === 'POST') readText(await readBody(request), type, values);
  return createArguments(values, files);
}

/** A whole body as text; refuses what is longer than fields may be. */
export async function readBody(request: IncomingMessage, most = mostFieldBytes): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > most) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readText(body: string, type: string, values: Map<string, string>): void {
  if (body.trim() === '') return;
  if (!type.startsWith('application/json')) {
    for (const [name, value] of new URLSearchParams(body)) values.set(name, value);
    return;
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw badRequest("can't parse JSON object");
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw badRequest('object expected as parameters');
  for (const [name, value] of Object.entries(parsed))
    if (value !== null && value !== undefined)
      values.set(name, typeof value === 'string' ? value : JSON.stringify(value));
}

async function readForm(
  request: IncomingMessage,
  values: Map<string, string>,
  files: Map<string, SentFile>,
  { folder, mostBytes }: { folder: string; mostBytes: number },
): Promise<void> {
  const uploads = join(folder, 'uploads');
  await mkdir(uploads, { recursive: true });
  const keeping: Promise<void>[] = [];
  await new Promise<void>((resolve, reject) => {
    const form = createParser(request, mostBytes);
    form.on('field', (name, value) => values.set(name, value));
    form.on('file', (name, part, fileName, _encoding, mimeType) => {
      const path = join(uploads, randomUUID());
      const kept = keep(part, path).then((bytes) => {
        files.set(name, { path, bytes, name: fileName ?? '', mimeType });
      });
      kept.catch(reject);
      keeping.push(kept);
    });
    form.on('error', () => reject(badRequest("can't parse multipart form data")));
    form.on('finish', () => resolve());
    request.on('close', () => {
      if (!request.complete) reject(badRequest('the request was broken off'));
    });
    request.pipe(form);
  });
  await Promise.all(keeping);
}

function createParser(request: IncomingMessage, mostBytes: number) {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      limits: { parts: 200, fieldSize: mostFieldBytes, fileSize: mostBytes },
    });
  } catch {
    throw badRequest("can't parse multipart form data");
  }
}

async function keep(part: Readable & { truncated?: boolean }, path: string): Promise<number> {
  const file = createWriteStream(path);
  await pipeline(part, file);
  if (part.truncated) throw tooLarge();
  return file.bytesWritten;
}

function tooLarge(): Refusal {
  return new Refusal(413, 'Request Entity Too Large');
}
