import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { type BuiltManifest, measureLoad } from './measure-load.ts';

/** Writes a `.br` and a `.gz` beside every file of the build that gets smaller so, and prints what a browser loads. */
export function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    writeBundle: {
      order: 'post',
      sequential: true,
      handler({ dir = '' }) {
        const folder = join(dir, 'assets');
        for (const name of readdirSync(folder).filter((file) => /\.(?:js|css|svg)$/.test(file)))
          compress(join(folder, name));
        const manifest = JSON.parse(readFileSync(join(dir, '.vite/manifest.json'), 'utf8')) as BuiltManifest;
        for (const { bytes, page } of measureLoad(dir, manifest))
          console.log(`${page}: ${(bytes / 1000).toFixed(1)} kB of compressed script`);
      },
    },
  };
}

function compress(path: string): void {
  const plain = readFileSync(path);
  const small = {
    br: brotliCompressSync(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    }),
    gz: gzipSync(plain, { level: 9 }),
  };
  for (const [ending, content] of Object.entries(small))
    if (content.length < plain.length) writeFileSync(`${path}.${ending}`, content);
}
