// How fast a large recording gets in: 1 GiB sent to `POST /v1/recordings`, raw and as a form, from the first byte
// sent to the answer. Baseline: the same bytes to a bare `http.createServer` that pipes the request into a file and
// answers when the file is closed; once leaving them in the system's cache, once forced to the disk (`flush`) as ours
// are before we answer. Ours also judges the content, and writes recording and task to PostgreSQL. Each server is a
// process of its own; rounds alternate, medians count. Aims: at least 0.85 of the baseline raw, 0.55 as a form.
// By tus every byte is written twice, in parts that survive a broken connection and then as one file: at least 0.4, and
// the server's memory stays where it was, whatever the size.
//
//     ./efir bench upload [--quick | --large] [--json]        (--quick sends 128 MiB, --large 2 GiB, once)

import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { startApi } from '../src/apps/api/start-api.ts';
import { createBlobs, createWebClient } from '../src/apps/compose.ts';
import { openDatabase } from '../src/apps/open-database.ts';
import { loadConfig } from '../src/config/config.ts';
import { silentLogger } from '../src/core/logger.ts';
import { createMetrics } from '../src/core/metrics.ts';
import { createApiKey, createTenant, scopes } from '../src/domain/identity/index.ts';
import { getTexts } from '../src/texts/texts.ts';
import { makeSamples, speech, writeWav } from '../test/support/audio.ts';
import { median, report } from './report.ts';

const chunkBytes = 1024 * 1024;
const large = process.argv.includes('--large');
const rounds = large ? 1 : 3;
const chunks = process.argv.includes('--quick') ? 128 : large ? 2048 : 1024;

interface Target {
  readonly url: string;
  readonly key: string;
  readonly query?: string;
  /** Bytes that the process has taken most since it was asked last. */
  readonly askMemory?: () => Promise<number>;
}

const [, , mode, folder = ''] = process.argv;
if (mode === 'bare') await serveBare(folder);
else if (mode === 'efir') await serveEfir(folder);
else await compare();

async function compare(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'efir-bench-'));
  await chmod(folder, 0o711);
  const children: ChildProcess[] = [];
  try {
    const head = await makeHead(join(folder, 'head.wav'));
    const bare = await startServer('bare', folder, children);
    const efir = await startServer('efir', folder, children);
    const kinds = ['bare', 'forced', 'raw', 'form', 'tus'] as const;
    const seconds: Record<(typeof kinds)[number], number[]> = {
      bare: [],
      forced: [],
      raw: [],
      form: [],
      tus: [],
    };
    const grown: number[] = [];
    for (let round = large ? 0 : -1; round < rounds; round += 1) {
      await efir.askMemory?.();
      const resting = (await efir.askMemory?.()) ?? 0;
      const tus = await sendByTus(efir, head);
      const peak = (await efir.askMemory?.()) ?? 0;
      const took = {
        tus,
        bare: await send(bare, head, 'raw'),
        forced: await send({ ...bare, query: '?flush' }, head, 'raw'),
        raw: await send(efir, head, 'raw'),
        form: await send(efir, head, 'form'),
      };
      // The first round only warms all sides.
      if (round < 0) continue;
      for (const kind of kinds) seconds[kind].push(took[kind]);
      grown.push((peak - resting) / 1e6);
    }
    const rate = (kind: keyof typeof seconds) => (chunks * chunkBytes) / 1e6 / median(seconds[kind]);
    const line = (
      name: string,
      kind: 'raw' | 'form' | 'tus',
      baseline: 'bare' | 'forced',
      least: number,
    ) => ({
      name,
      unit: 'MB/s',
      figure: rate(kind),
      baseline: rate(baseline),
      aim: `ratio at least ${least}`,
      met: rate(kind) >= least * rate(baseline),
    });
    report(`upload: ${chunks} MiB beside a bare Node pipe to disk, median of ${rounds}`, [
      line('raw body', 'raw', 'bare', 0.85),
      line('raw body, baseline forced to the disk too', 'raw', 'forced', 0.85),
      line('multipart form', 'form', 'bare', 0.55),
      line('multipart form, baseline forced to the disk too', 'form', 'forced', 0.55),
      line('tus, one request, to the recording', 'tus', 'bare', 0.4),
      line('tus, baseline forced to the disk too', 'tus', 'forced', 0.4),
      {
        name: 'memory of the server over a tus upload',
        unit: 'MB',
        figure: Math.max(...grown),
        baseline: chunks * (chunkBytes / 1e6),
        aim: 'grows by 150 MB at most',
        met: Math.max(...grown) <= 150,
      },
    ]);
  } finally {
    await Promise.all(children.map(stop));
    await rm(folder, { recursive: true, force: true });
  }
}

/** One chunk that begins as a recording does; the others repeat its samples. */
async function makeHead(path: string): Promise<Buffer> {
  await writeWav(path, makeSamples([speech(40)]));
  return (await readFile(path)).subarray(0, chunkBytes);
}

async function send(target: Target, chunk: Buffer, kind: 'raw' | 'form'): Promise<number> {
  const boundary = 'efir-bench-boundary';
  const before = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n`;
  const [start, end] = kind === 'raw' ? ['', ''] : [before, `\r\n--${boundary}--\r\n`];
  const type = kind === 'raw' ? 'audio/wav' : `multipart/form-data; boundary=${boundary}`;
  const from = performance.now();
  const id = await new Promise<string>((resolve, reject) => {
    const upload = request(`${target.url}/v1/recordings${target.query ?? ''}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${target.key}`,
        'content-type': type,
        'content-length': start.length + chunks * chunkBytes + end.length,
      },
    });
    upload.once('error', reject).once('response', (answer) => {
      const body: Buffer[] = [];
      answer
        .on('data', (part) => body.push(part))
        .once('end', () => {
          const text = Buffer.concat(body).toString();
          if (answer.statusCode === 202) resolve((JSON.parse(text) as { id: string }).id);
          else reject(new Error(`${answer.statusCode} ${text}`));
        });
    });
    pipeline(Readable.from(makeBody(start, chunk, end)), upload).catch(reject);
  });
  const seconds = (performance.now() - from) / 1000;
  // Not part of the figure: the next round starts on the same free disk.
  await fetch(`${target.url}/v1/recordings/${id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${target.key}` },
  });
  return seconds;
}

/** Begins an upload and sends it in one request, as browsers do; ends when the recording is made. */
async function sendByTus(target: Target, chunk: Buffer): Promise<number> {
  const headers = { authorization: `Bearer ${target.key}`, 'tus-resumable': '1.0.0' };
  const length = chunks * chunkBytes;
  const from = performance.now();
  const begun = await fetch(`${target.url}/v1/uploads`, {
    method: 'POST',
    headers: { ...headers, 'upload-length': String(length), 'upload-metadata': 'filename YS53YXY=' },
  });
  const address = new URL(begun.headers.get('location') ?? '', target.url);
  await new Promise<void>((resolve, reject) => {
    const upload = request(address, {
      method: 'PATCH',
      headers: {
        ...headers,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
        'content-length': length,
      },
    });
    upload.once('error', reject).once('response', (answer) => {
      answer.resume().once('end', () => {
        if (answer.statusCode === 204) resolve();
        else reject(new Error(`tus: ${answer.statusCode}`));
      });
    });
    pipeline(Readable.from(makeBody('', chunk, '')), upload).catch(reject);
  });
  // The answer comes after 20 s at the latest; the recording is what counts.
  let id: string | null = null;
  while (id === null) {
    const answer = await fetch(address, { headers });
    id = ((await answer.json()) as { recording_id: string | null }).recording_id;
    if (id === null) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const seconds = (performance.now() - from) / 1000;
  await fetch(`${target.url}/v1/recordings/${id}`, { method: 'DELETE', headers });
  return seconds;
}

function* makeBody(start: string, chunk: Buffer, end: string): Generator<Buffer> {
  if (start !== '') yield Buffer.from(start);
  for (let count = 0; count < chunks; count += 1) yield chunk;
  if (end !== '') yield Buffer.from(end);
}

async function startServer(kind: 'bare' | 'efir', folder: string, children: ChildProcess[]): Promise<Target> {
  const child = spawn(process.execPath, [new URL(import.meta.url).pathname, kind, folder], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    const askMemory = () =>
      new Promise<number>((told) => {
        child.once('message', (bytes) => told(Number(bytes)));
        child.send('memory');
      });
    child.once('message', (target) => resolve({ ...(target as Target), askMemory }));
    child.once('exit', (code) => reject(new Error(`the ${kind} server ended with ${code}`)));
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.disconnect();
  });
}

async function serveBare(folder: string): Promise<void> {
  const path = join(folder, 'bare');
  const server = createServer((incoming, answer) => {
    if (incoming.method === 'DELETE') {
      void rm(path).then(() => answer.end());
      return;
    }
    incoming
      .pipe(createWriteStream(path, { flush: incoming.url?.includes('flush') === true }))
      .once('close', () => {
        answer.writeHead(202).end('{"id":"bare"}');
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}`, key: '' });
  process.once('disconnect', () => {
    server.close();
    server.closeAllConnections();
  });
}

async function serveEfir(folder: string): Promise<void> {
  const data = join(folder, 'data');
  await mkdir(data, { mode: 0o711 });
  const config = loadConfig({ ...process.env, EFIR_DATA_DIR: data, PORT: '0', MAX_FILE_SIZE: '3GB' });
  const purpose = { logger: silentLogger, signal: new AbortController().signal, purpose: 'serve' } as const;
  const { database, close } = await openDatabase(config, purpose);
  const tenant = await createTenant(database, { name: 'bench' });
  const { key } = await createApiKey(database, { tenantId: tenant.id, name: 'bench', scopes });
  const blobs = createBlobs(config);
  const api = await startApi({
    config,
    database,
    blobs,
    logger: silentLogger,
    metrics: createMetrics(),
    texts: getTexts,
    web: createWebClient(config),
  });
  process.send?.({ url: api.url, key });
  let most = 0;
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  process.on('message', () => {
    process.send?.(most);
    most = process.memoryUsage.rss();
  });
  process.once('disconnect', () => {
    clearInterval(watching);
    void api.close().then(close);
  });
}
