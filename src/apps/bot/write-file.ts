import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { formatTranscript } from '../../compute/speech/formats/index.ts';
import { EfirError } from '../../core/errors.ts';
import type { RecordingId } from '../../core/ids.ts';
import { getRecordingAudio, getTranscript } from '../../domain/media/index.ts';
import type { FileToSend } from '../../ports/messenger.ts';
import type { ClipContent, FileContent } from '../../wire/chat.ts';
import type { BotWork } from './bot-work.ts';

type FileWork = Pick<BotWork, 'blobs' | 'bot' | 'config' | 'database' | 'media' | 'texts'>;

/** Bytes that Telegram takes of a bot, and that a Bot API server of one's own takes. */
const mostBytes = 50_000_000;
const mostLocalBytes = 2_000_000_000;

/**
 * A transcript as a file, named as its recording. Rejects as `getTranscript`, and with `file-too-large` (limit).
 */
export async function writeTranscriptFile(work: FileWork, content: FileContent): Promise<FileToSend> {
  const { bot, config, database } = work;
  const texts = work.texts(content.language);
  const recordingId = content.recordingId as RecordingId;
  const found = await getTranscript(database, bot.tenantId, recordingId, texts);
  const { createdAt, fileName, transcript } = found;
  const written = await formatTranscript(transcript, content.format, {
    texts,
    times: content.times === true,
    title: fileName,
    date: createdAt,
  });
  const bytes = typeof written === 'string' ? Buffer.from(written) : written;
  const limit = config.telegram.localFiles === undefined ? mostBytes : mostLocalBytes;
  if (bytes.length > limit) throw new EfirError('file-too-large', { limit });
  // Telegram takes no empty file, and a transcript without speech may be one.
  const filled = bytes.length === 0 ? Buffer.from('\n') : bytes;
  return { bytes: filled, name: `${fileName.replace(/\.[^.]*$/, '')}.${content.format}` };
}

/** Some seconds of a recording as a voice message. Rejects as `getRecordingAudio` and `MediaTool.clip`. */
export async function writeClip(
  work: FileWork,
  content: ClipContent,
  signal: AbortSignal,
): Promise<FileToSend> {
  const { blobs, bot, database, media } = work;
  const audio = await getRecordingAudio(
    database,
    { blobs },
    bot.tenantId,
    content.recordingId as RecordingId,
  );
  const cut = async (path: string) => ({
    bytes: await media.clip(path, { start: content.start, end: content.end, signal }),
    name: 'clip.ogg',
  });
  if (audio.path !== undefined) return cut(audio.path);
  const folder = await mkdtemp(join(tmpdir(), 'efir-clip-'));
  try {
    const path = join(folder, 'recording');
    await pipeline(await audio.open(), createWriteStream(path), { signal });
    return await cut(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
