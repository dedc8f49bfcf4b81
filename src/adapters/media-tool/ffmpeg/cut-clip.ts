import { EfirError } from '../../../core/errors.ts';
import type { ClipOptions } from '../../../ports/media-tool.ts';
import { type Confinement, inputName, inputOptions } from './confinement.ts';
import { judgeEnd } from './decode-samples.ts';

/**
 * Up to here everything before a clip is decoded and thrown away, in about a second: some formats have no index, and
 * a jump in them lands seconds beside the place. Beyond, the jump counts.
 */
const jumpBeyond = 900;
/** Seconds until a clip must be there. */
const timeLimit = 60;
/** A minute at 32 kbit/s is a quarter of this. */
const mostBytes = 1_000_000;

export async function cutClip(
  confinement: Confinement,
  path: string,
  { start, end, signal }: ClipOptions,
): Promise<Uint8Array> {
  const jump = start > jumpBeyond ? start : 0;
  const [from, to] = [start - jump, end - jump].map((seconds) => seconds.toFixed(3));
  const args = [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-threads', '1', '-filter_threads', '1'],
    ...(jump > 0 ? ['-ss', jump.toFixed(3)] : []),
    ...['-t', (end - jump + 1).toFixed(3), ...inputOptions, '-i', inputName],
    ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1', '-ac', '1'],
    // The same clock as the decoder's, so that a segment's times are the clip's.
    ...['-af', `aresample=48000:async=1:first_pts=0,atrim=${from}:${to},asetpts=PTS-STARTPTS`],
    ...['-c:a', 'libopus', '-b:a', '32k', '-application', 'voip', '-threads', '1', '-f', 'ogg', 'pipe:1'],
  ];
  const process = await confinement.start('ffmpeg', args, { path, signal, timeLimit });
  try {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of process.output as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > mostBytes) process.kill('time');
      else chunks.push(chunk);
    }
    const clip = Buffer.concat(chunks);
    const empty = !hasSound(clip);
    await judgeEnd(process, empty);
    if (empty) throw new EfirError('media-no-audio', { found: 'silence behind its end' });
    return clip;
  } finally {
    await process.close();
  }
}

/** A stream of headers alone has two pages, and no third. */
function hasSound(ogg: Buffer): boolean {
  let at = -1;
  for (let page = 0; page < 3; page += 1) {
    at = ogg.indexOf('OggS', at + 1, 'latin1');
    if (at < 0) return false;
  }
  return true;
}
