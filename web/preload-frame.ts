import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

/** Routes that nearly everybody is led to; what they need is asked for together with the entry. */
const routes = [
  '/routes/_signed-in.tsx?tsr-split=component',
  '/routes/_signed-in/recordings/index.tsx?tsr-split=component',
];

/**
 * Names the scripts and styles of the frame in index.html. Otherwise they are known only when the entry has run and the
 * server has said who is signed in: two waits more before the first page is there.
 */
export function preloadFrame(): Plugin {
  return {
    name: 'efir-preload-frame',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const files = new Set<string>();
        for (const route of routes) gather(bundle, findRoute(bundle, route), files);
        return [...files].filter((file) => !html.includes(file)).map(makeTag);
      },
    },
  };
}

function findRoute(bundle: Rolldown.OutputBundle, route: string): Rolldown.OutputChunk {
  const found = Object.values(bundle).find(
    (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(route),
  );
  if (found?.type !== 'chunk') throw new Error(`no chunk of ${route}`);
  return found;
}

/** The chunk, what it imports at once, and their styles. */
function gather(bundle: Rolldown.OutputBundle, chunk: Rolldown.OutputChunk, files: Set<string>): void {
  if (files.has(chunk.fileName)) return;
  files.add(chunk.fileName);
  for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === 'chunk') gather(bundle, imported, files);
  }
}

function makeTag(file: string): HtmlTagDescriptor {
  const href = `/${file}`;
  const attrs = file.endsWith('.css')
    ? { rel: 'stylesheet', crossorigin: true, href }
    : { rel: 'modulepreload', crossorigin: true, href };
  return { tag: 'link', attrs, injectTo: 'head' };
}
