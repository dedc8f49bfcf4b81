import { EfirError } from '../../../core/errors.ts';
import type { MediaTool } from '../../../ports/media-tool.ts';
import { createConfinement } from './confinement.ts';
import { cutClip } from './cut-clip.ts';
import { decodeSamples } from './decode-samples.ts';
import { probeFile } from './probe-file.ts';

export interface FfmpegOptions {
  /** Where ffmpeg, ffprobe and prlimit are looked for; the child sees nothing else of the environment. */
  readonly searchPath?: string;
  /** Parent of the private directories. */
  readonly temporaryDirectory?: string;
  /** Seconds that the decoder may give nothing while it is waited for. */
  readonly stallLimit?: number;
}

/** The media tool over the system's ffprobe and ffmpeg, one confined child process per call. */
export function createFfmpegMediaTool(options: FfmpegOptions = {}): MediaTool {
  const confinement = createConfinement(options);
  return {
    probe: (path, { signal } = {}) => probeFile(confinement, path, signal),
    decode: (path, decodeOptions = {}) =>
      decodeSamples(confinement, path, { stallLimit: options.stallLimit ?? 120, ...decodeOptions }),
    clip: (path, clipOptions) => cutClip(confinement, path, clipOptions),
    async check() {
      // One after the other, so that the missing program that is named is always the same.
      const version = await readVersion(confinement, 'ffmpeg');
      await readVersion(confinement, 'ffprobe');
      return version;
    },
  };
}

async function readVersion(
  confinement: ReturnType<typeof createConfinement>,
  tool: 'ffmpeg' | 'ffprobe',
): Promise<string> {
  const { output, errors } = await confinement.collect(tool, ['-version'], {});
  const [, version] = /^\w+ version (\S+)/.exec(output) ?? [];
  if (version === undefined) throw new EfirError('media-tool-missing', { tool, detail: errors });
  return version;
}
