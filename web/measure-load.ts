import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What Vite says of a build: each file with those it needs at once. */
export type BuiltManifest = Readonly<
  Record<string, { readonly file: string; readonly isEntry?: boolean; readonly imports?: readonly string[] }>
>;

/**
 * Bytes of compressed script that a browser loads for each page: what a person with an empty cache waits for. That is the
 * entry, the routes that the page lies in, the page, and all that these import, with the texts of one language.
 */
export function measureLoad(folder: string, manifest: BuiltManifest): { page: string; bytes: number }[] {
  const keys = Object.keys(manifest);
  const entry = keys.filter((key) => manifest[key]?.isEntry);
  const texts = keys.filter((key) => key.endsWith('/catalogue-ru.ts'));
  const routes = keys.filter((key) => key.startsWith('src/routes/'));
  const pages = routes.filter((route) => !routes.some((other) => other !== route && liesIn(other, route)));
  return pages.map((page) => {
    const needed = [...entry, ...texts, ...routes.filter((route) => liesIn(page, route))];
    const files = needed.reduce((all, key) => gather(manifest, key, all), new Set<string>());
    const bytes = [...files].reduce((sum, file) => sum + measureFile(join(folder, file)), 0);
    return { page: nameRoute(page), bytes };
  });
}

const nameRoute = (key: string) => key.replace(/\?.*$/, '');

/** Whether a route is the other, or lies within it: `a/b.tsx` in `a.tsx`. */
function liesIn(route: string, other: string): boolean {
  return (
    nameRoute(route) === nameRoute(other) || route.startsWith(`${nameRoute(other).replace('.tsx', '')}/`)
  );
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
