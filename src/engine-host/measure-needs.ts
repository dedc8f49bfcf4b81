import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/*
 * Measured with sherpa-onnx 1.13.8 on x64: a host with a model of no size takes 124 MB, one with 201 MB of weights
 * 479 MB (the runtime lays them out once more), and each of several pieces of 25 s at once about 75 MB more.
 */
const baseMegabytes = 130;
const perMegabyteOfFile = 1.8;
const perPieceMegabytes = 80;

/**
 * The memory that a model takes once it is loaded and works on `streams` pieces at once, in megabytes: from the size of
 * its files, where both int8 and full size are there from those that are taken.
 */
export async function measureNeeds(
  directory: string | undefined,
  { streams, compute }: { streams: number; compute?: string | undefined },
): Promise<number> {
  return countNeeds(directory === undefined ? 0 : (await measureFiles(directory, compute)) / 1e6, streams);
}

/** The same for files of so many megabytes. */
export function countNeeds(megabytes: number, streams: number): number {
  return Math.ceil(baseMegabytes + megabytes * perMegabyteOfFile + streams * perPieceMegabytes);
}

async function measureFiles(directory: string, compute: string | undefined): Promise<number> {
  const names = await readdir(directory).catch(() => []);
  const taken = [...Map.groupBy(names, nameWithoutKind).values()].map((variants) => {
    const wanted = variants.find((name) => isInt8(name) === (compute !== 'float'));
    return wanted ?? variants[0] ?? '';
  });
  const sizes = await Promise.all(
    taken.map(async (name) => {
      const found = await stat(join(directory, name)).catch(() => undefined);
      return found?.isFile() ? found.size : 0;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function isInt8(name: string): boolean {
  return name.includes('int8');
}

/** What the int8 and the full file of one part share. */
function nameWithoutKind(name: string): string {
  return name.replace(/[._-]?int8/, '');
}
