import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file of a page. Its name carries its hash, so that a browser may keep it for ever. */
export interface PageAsset {
  /** Such as `upload.3f2a….css`. */
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
  /** For the `integrity` of whoever includes it. */
  readonly integrity: string;
}

const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' } as const;

export interface PageAssets {
  readonly script: PageAsset;
  readonly style: PageAsset;
}

/** Read once: they are a part of the program. */
export const uploadAssets: PageAssets = {
  script: readAsset('upload', 'js'),
  style: readAsset('upload', 'css'),
};

export function findAsset(name: string): PageAsset | undefined {
  return [uploadAssets.script, uploadAssets.style].find((asset) => asset.name === name);
}

function readAsset(name: string, ending: keyof typeof types): PageAsset {
  const content = readFileSync(new URL(`./${name}.${ending}`, import.meta.url));
  const digest = createHash('sha384').update(content).digest();
  return {
    name: `${name}.${digest.subarray(0, 9).toString('hex')}.${ending}`,
    type: types[ending],
    content,
    integrity: `sha384-${digest.toString('base64')}`,
  };
}
