import { Readable } from 'node:stream';
import type { Client } from 'undici';
import { EfirError } from '../../../core/errors.ts';
import type { DownloadOptions } from '../../../ports/web-client.ts';
import type { Hop } from '../follow-redirects.ts';
import { readHead } from '../read-head.ts';

interface Opening {
  readonly client: Client;
  readonly mostBytes: number;
  readonly onHead: DownloadOptions['onHead'];
  readonly signal: AbortSignal;
  /** What came of a connection that broke or was broken off. */
  readonly tell: (thrown: unknown) => unknown;
}

/**
 * Asks for a file over the one connection of `client`, which ends with the stream. Rejects with `target-refused`
 * (status), `file-too-large` (limit) where the size is announced, and with what the connection rejects with.
 */
export async function openDownload(
  url: URL,
  { client, mostBytes, onHead, signal, tell }: Opening,
): Promise<Hop> {
  try {
    const {
      body,
      headers,
      statusCode: status,
    } = await client.request({
      method: 'GET',
      path: url.pathname + url.search,
      headers: { accept: 'audio/*, video/*, */*;q=0.5', 'user-agent': 'Efir' },
      signal,
    });
    // What is destroyed before anybody listens would end the process.
    body.on('error', () => {});
    const location = [headers['location']].flat()[0];
    if (status >= 300 && status < 400 && location !== undefined) {
      await client.destroy();
      return { location: URL.parse(location, url.href)?.href ?? location, status };
    }
    if (status !== 200) throw new EfirError('target-refused', { status });
    if (Number(headers['content-length']) > mostBytes)
      throw new EfirError('file-too-large', { limit: mostBytes });
    onHead?.(readHead(url.href, headers));
    const content = Readable.from(cap(body, mostBytes, tell), { objectMode: false });
    content.once('close', () => void client.destroy().catch(() => {}));
    return { content };
  } catch (thrown) {
    await client.destroy().catch(() => {});
    throw thrown;
  }
}

async function* cap(body: AsyncIterable<Buffer>, mostBytes: number, tell: Opening['tell']) {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes > mostBytes) throw new EfirError('file-too-large', { limit: mostBytes });
      yield chunk;
    }
  } catch (thrown) {
    throw tell(thrown);
  }
}
