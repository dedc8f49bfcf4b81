import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file that the dashboard is made of, as it was built, and smaller where a browser can unpack it. */
export interface DashboardFile {
  readonly type: string;
  readonly plain: Buffer;
  readonly br: Buffer | undefined;
  readonly gzip: Buffer | undefined;
  /** The name carries a hash of the content: it may be kept for ever. */
  readonly lasting: boolean;
  /** ETag of the content. */
  readonly tag: string;
}

export interface Dashboard {
  /** The page that every address of the dashboard gives, for one nonce; undefined while nothing is built. */
  writePage(nonce: string): Promise<string | undefined>;
  /** A file of the newest build, or of one before it that an open page may still ask for. */
  findFile(name: string): Promise<DashboardFile | undefined>;
}

/** Where `efir web build` leaves it. */
const builtFolder = fileURLToPath(new URL('../../../../web/dist/', import.meta.url));
/** What the build writes in place of a nonce. */
const noncePlace = '__CSP_NONCE__';

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
  woff2: 'font/woff2',
  webmanifest: 'application/manifest+json; charset=utf-8',
};

/**
 * The dashboard from the folder of its build, kept in memory (about a megabyte) and read again when it was built anew:
 * a server that runs needs no restart. Nothing is promised of the folder: it may not be there yet.
 */
export function openDashboard(folder: string = builtFolder): Dashboard {
  let builtAt = 0;
  let page: string | undefined;
  const files = new Map<string, DashboardFile>();

  async function refresh(): Promise<void> {
    const index = join(folder, 'index.html');
    const found = await stat(index).catch(() => undefined);
    if (!found || found.mtimeMs === builtAt) return;
    for (const [name, file] of await readFiles(join(folder, 'assets'))) files.set(name, file);
    page = await readFile(index, 'utf8');
    builtAt = found.mtimeMs;
  }

  return {
    async writePage(nonce) {
      await refresh();
      return page?.replaceAll(noncePlace, nonce);
    },
    async findFile(name) {
      if (!files.has(name)) await refresh();
      return files.get(name);
    },
  };
}

async function readFiles(folder: string): Promise<[string, DashboardFile][]> {
  const all = await readdir(folder);
  const names = all.filter((name) => types[name.split('.').at(-1) ?? ''] !== undefined);
  const read = async (name: string) => (all.includes(name) ? readFile(join(folder, name)) : undefined);
  return Promise.all(
    names.map(async (name): Promise<[string, DashboardFile]> => {
      const plain = await readFile(join(folder, name));
      const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
      return [
        name,
        {
          type: types[name.split('.').at(-1) ?? ''] ?? '',
          plain,
          br: await read(`${name}.br`),
          gzip: await read(`${name}.gz`),
          lasting: /-[\w-]{8}\.\w+$/.test(name),
          tag: `"${hash}"`,
        },
      ];
    }),
  );
}
