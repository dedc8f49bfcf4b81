import { open } from 'node:fs/promises';
import { EfirError, isNodeError, tellSystemError } from '../../../core/errors.ts';
import type { MediaTool } from '../../../ports/media-tool.ts';
import type { MediaFacts } from '../../../wire/event-message.ts';
import { type Sniffed, sniffContent, sniffLength } from '../../media/sniff-content.ts';
import { decode } from './decode.ts';

export interface ProbeOptions {
  /** Seconds; a recording known to be longer is refused before any work. */
  readonly maxDuration?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Judges a file by its bytes and says what it holds. Rejects with `file-not-found`, `file-unreadable`,
 * `media-empty`, `media-unrecognised` {found}, `media-no-audio` {found}, `media-damaged` {detail},
 * `media-too-long` {duration, limit}.
 */
export async function probe(media: MediaTool, path: string, options: ProbeOptions = {}): Promise<MediaFacts> {
  const head = await readHead(path);
  if (head.length === 0) throw new EfirError('media-empty');
  const sniffed = await sniffContent(head);
  if (sniffed.verdict === 'other') throw new EfirError('media-unrecognised', { found: sniffed.found });
  const facts = await media
    .probe(path, options.signal ? { signal: options.signal } : {})
    .catch((thrown: unknown) => {
      throw completeError(thrown, sniffed);
    });
  await refuseTooLong(media, path, facts, options);
  return facts;
}

/** What the tool could not name, the bytes can: the same words that the HTTP door uses. */
function completeError(thrown: unknown, sniffed: Sniffed): unknown {
  if (!(thrown instanceof EfirError)) return thrown;
  if (thrown.code === 'media-no-audio')
    return new EfirError('media-no-audio', { found: sniffed.found }, { cause: thrown });
  if (thrown.code !== 'media-unrecognised') return thrown;
  // The signature says media and the demuxer cannot read it: broken rather than foreign.
  if (sniffed.verdict === 'media')
    return new EfirError('media-damaged', { detail: 'only its first bytes make sense' }, { cause: thrown });
  return new EfirError('media-unrecognised', { found: sniffed.found }, { cause: thrown });
}

/** A guessed length that is over the limit is measured first: decoding costs a hundredth of what recognising would. */
async function refuseTooLong(
  media: MediaTool,
  path: string,
  facts: MediaFacts,
  options: ProbeOptions,
): Promise<void> {
  const limit = options.maxDuration;
  if (limit === undefined || facts.duration <= limit) return;
  if (!facts.duration_estimated) {
    throw new EfirError('media-too-long', { duration: Math.round(facts.duration), limit: Math.round(limit) });
  }
  for await (const _ of decode(media, path, options)) {
    // Throws by itself once the limit is passed.
  }
}

async function readHead(path: string): Promise<Uint8Array> {
  try {
    await using file = await open(path, 'r');
    const { bytesRead, buffer } = await file.read(new Uint8Array(sniffLength), 0, sniffLength, 0);
    return buffer.subarray(0, bytesRead);
  } catch (thrown) {
    if (!isNodeError(thrown)) throw thrown;
    const missing = thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR';
    const code = missing ? 'file-not-found' : 'file-unreadable';
    throw new EfirError(code, { path, detail: tellSystemError(thrown) }, { cause: thrown });
  }
}
