import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What Vite says of a build: each file with those it needs at once. */
export type BuiltManifest = Readonly<
  Record<string, { readonly file: string; readonly isEntry?: boolean; readonly imports?: readonly string[] }>
>;

/**
 * Bytes of compressed script that a browser loads for each page, all that every page needs included: what a person with
 * an empty cache waits for.
 */
export function measureLoad(folder: string, manifest: BuiltManifest): { page: string; bytes: number }[] {
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry) ?? '';
  const pages = Object.keys(manifest).filter((key) => key.startsWith('src/routes/'));
  return [entry, ...pages].map((page) => {
    const files = gather(manifest, page, gather(manifest, entry));
    const bytes = [...files].reduce((sum, file) => sum + measureFile(join(folder, file)), 0);
    return { page: page.replace(/\?.*$/, ''), bytes };
  });
}

function gather(manifest: BuiltManifest, key: string, files: ReadonlySet<string> = new Set()): Set<string> {
  const all = new Set(files);
  const visit = (name: string): void => {
    const chunk = manifest[name];
    if (!chunk || all.has(chunk.file)) return;
    if (chunk.file.endsWith('.js')) all.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  visit(key);
  return all;
}

function measureFile(path: string): number {
  return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
}
