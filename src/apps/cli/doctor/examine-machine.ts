import { access, constants, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EfirError } from '../../../core/errors.ts';
import { findProgram } from '../../../core/find-program.ts';
import { createMediaTool } from '../../compose.ts';
import type { CommandContext } from '../command.ts';
import type { Examination } from './finding.ts';

/** Below this a recording of MAX_FILE_SIZE has no room. */
const littleSpace = 3e9;
const noSpace = 200e6;

export function examineNode({ texts }: CommandContext): Examination {
  return {
    name: 'node',
    look: async () => {
      const version = process.versions.node;
      const [major = 0, minor = 0] = version.split('.').map(Number);
      // Passwords are hashed by what came with 24.7.
      if (major > 24 || (major === 24 && minor >= 7))
        return { state: 'ok', text: texts.text('doctor-node', { version }) };
      return {
        state: 'failed',
        text: texts.text('doctor-node-old', { version }),
        hint: texts.text('doctor-node-old-hint'),
      };
    },
  };
}

export function examineMachine(context: CommandContext): Examination[] {
  const { config, texts } = context;
  return [
    {
      name: 'ffmpeg',
      look: async () => {
        const version = await createMediaTool(config).check();
        return { state: 'ok', text: texts.text('doctor-ffmpeg', { version }) };
      },
    },
    {
      name: 'prlimit',
      look: async () => {
        const found = await findProgram('prlimit', config.childEnvironment['PATH'] ?? '');
        if (found) return { state: 'ok', text: texts.text('doctor-prlimit') };
        return {
          state: 'warning',
          text: texts.text('doctor-prlimit-missing'),
          hint: texts.text('doctor-prlimit-hint'),
        };
      },
    },
    { name: 'data-directory', look: () => lookAtDataDirectory(context) },
    { name: 'disk', look: () => lookAtDisk(context) },
  ];
}

async function lookAtDataDirectory({ config, texts }: CommandContext) {
  const path = config.dataDirectory;
  const nearest = await findNearest(path);
  await access(nearest, constants.W_OK | constants.X_OK).catch((cause: unknown) => {
    throw new EfirError(
      'data-directory-unusable',
      { directory: path, detail: `${nearest} may not be written` },
      { cause },
    );
  });
  return {
    state: 'ok' as const,
    text: texts.text(nearest === path ? 'doctor-data' : 'doctor-data-none', { path }),
  };
}

async function lookAtDisk({ config, texts }: CommandContext) {
  const path = config.dataDirectory;
  const { bavail, bsize } = await statfs(await findNearest(path));
  const bytes = bavail * bsize;
  if (bytes >= littleSpace) return { state: 'ok' as const, text: texts.text('doctor-disk', { bytes, path }) };
  return {
    state: bytes < noSpace ? ('failed' as const) : ('warning' as const),
    text: texts.text('doctor-disk-low', { bytes, path }),
    hint: texts.text('doctor-disk-hint'),
  };
}

/** The folder itself or the nearest one above it that is there. */
async function findNearest(path: string): Promise<string> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  return there || dirname(path) === path ? path : findNearest(dirname(path));
}
