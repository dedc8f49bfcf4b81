import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool } from './run-tool.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const web = join(root, 'web');
const built = join(web, 'dist');
/** In the built folder: the hash of what it was built from. */
const markName = 'built-from.txt';

export interface BuildOptions {
  /** For the child. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Whether the dashboard is there as its sources are now. Clones have any times, so that contents are compared. */
export async function isDashboardBuilt(): Promise<boolean> {
  const mark = await readFile(join(built, markName), 'utf8').catch(() => '');
  return mark === (await hashSources());
}

/**
 * Builds the dashboard beside what is there, and puts it in its place when it is whole: a server that runs, and a second
 * build at the same time, never see half of one. Resolves with what the build printed; rejects with its last words.
 */
export async function buildDashboard({ environment, signal }: BuildOptions): Promise<string> {
  const mark = await hashSources();
  await dropLeftovers();
  const stage = await mkdtemp(join(web, '.building-'));
  try {
    const program = join(root, 'node_modules/vite/bin/vite.js');
    const { code, output } = await runTool(
      process.execPath,
      [program, 'build', web, '--outDir', join(stage, 'dist'), '--logLevel', 'warn'],
      { environment, ...(signal ? { signal } : {}) },
    );
    if (code !== 0) throw new Error(output.trim());
    await writeFile(join(stage, 'dist', markName), mark);
    await rename(built, join(stage, 'old')).catch(() => undefined);
    await rename(join(stage, 'dist'), built);
    return output;
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** Of builds whose process was killed: none takes a quarter of an hour. */
async function dropLeftovers(): Promise<void> {
  const names = (await readdir(web)).filter((name) => name.startsWith('.building-'));
  for (const path of names.map((name) => join(web, name))) {
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > 900_000) await rm(path, { recursive: true, force: true });
  }
}

/** One hash over everything that the build reads. */
async function hashSources(): Promise<string> {
  const folders = [web, join(web, 'src'), join(web, 'public'), join(root, 'locales')];
  const lists = await Promise.all(folders.map((folder) => listSources(folder, folder !== web)));
  const paths = [...lists.flat(), join(root, 'package-lock.json')].sort();
  const hash = createHash('sha256');
  for (const path of paths)
    hash
      .update(path.slice(root.length))
      .update('\0')
      .update(await readFile(path))
      .update('\0');
  return hash.digest('hex');
}

async function listSources(folder: string, recursive: boolean): Promise<string[]> {
  await mkdir(folder, { recursive: true }).catch(() => undefined);
  const entries = await readdir(folder, { recursive, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && isSource(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Of the catalogues the dashboard has its own alone; tests are built into nothing. */
function isSource(name: string): boolean {
  return (
    !name.includes('.test.') &&
    !name.endsWith('.gen.ts') &&
    (!name.endsWith('.ftl') || name.startsWith('web'))
  );
}
