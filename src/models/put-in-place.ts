import { rename, rm } from 'node:fs/promises';

/** Gives a finished folder its final name; what stood there is removed, after the new one stands. */
export async function putInPlace(folder: string, place: string): Promise<void> {
  const old = `${folder}.old`;
  await rm(old, { recursive: true, force: true });
  await rename(place, old).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code !== 'ENOENT') throw thrown;
  });
  await rename(folder, place);
  await rm(old, { recursive: true, force: true });
}
