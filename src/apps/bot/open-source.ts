import { Readable } from 'node:stream';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId } from '../../core/ids.ts';
import type { ChatRecording } from '../../domain/chats/index.ts';
import { getRecordingAudio } from '../../domain/media/index.ts';
import { MessengerDoubt } from '../../ports/messenger.ts';
import type { BotWork } from './bot-work.ts';

/** Milliseconds for Telegram's answer where a file is; it fetches the file itself before it answers. */
const findingLimit = 60_000;

/**
 * The bytes of what somebody sent, at most `MAX_FILE_SIZE`: from our own store where they are heard again, from the web,
 * else from Telegram. Rejects, and its stream fails, as `Messenger`, `WebClient` and `getRecordingAudio`.
 */
export async function openSource(
  work: BotWork,
  { source }: ChatRecording,
  signal: AbortSignal,
): Promise<Readable> {
  const mostBytes = work.config.maxFileSize;
  const { fileId, recordingId, url } = source;
  if (recordingId !== undefined) {
    try {
      return await openOwn(work, recordingId as RecordingId);
    } catch (thrown) {
      // What we no longer have, Telegram or the web may have still.
      if (fileId === undefined && url === undefined) throw thrown;
    }
  }
  if (url !== undefined) return work.web.download(url, { mostBytes, signal });
  if (fileId === undefined) throw new EfirError('internal', { detail: 'a recording that is nowhere' });
  return openTelegram(work, fileId, signal);
}

async function openOwn({ blobs, bot, database }: BotWork, id: RecordingId): Promise<Readable> {
  const audio = await getRecordingAudio(database, { blobs }, bot.tenantId, id);
  return audio.open();
}

/** Where the file is must be asked each time: the answer holds for an hour. */
async function openTelegram({ config, messenger }: BotWork, fileId: string, signal: AbortSignal) {
  const file = await messenger.call('getFile', { file_id: fileId }, { signal, timeLimit: findingLimit });
  const { file_path: path, file_size: bytes } = file;
  if (path === undefined)
    throw new MessengerDoubt({ method: 'getFile', detail: 'no path of a file', perhapsDone: false });
  const content = await messenger.download(path, { mostBytes: config.maxFileSize, signal });
  return bytes === undefined || bytes === 0
    ? content
    : Readable.from(count(content, bytes), { objectMode: false });
}

/** A connection that was cut looks like the end of a file to those who do not count. */
async function* count(content: Readable, expected: number) {
  let bytes = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    yield chunk;
  }
  if (bytes >= expected) return;
  const detail = `${bytes} of ${expected} bytes came`;
  throw new MessengerDoubt({ method: 'download', detail, perhapsDone: true });
}
