import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

const frame = '/routes/_signed-in.tsx';
/** Pages that people come to from outside, by their address: what they need is asked for together with the entry. */
const pages = [
  { path: '^/(recordings)?$', route: '/routes/_signed-in/recordings/index.tsx' },
  { path: '^/recordings/.', route: '/routes/_signed-in/recordings/$id.tsx' },
];

/** What a page says, by language. */
const catalogues = { en: '/texts/catalogue-en.ts', ru: '/texts/catalogue-ru.ts' };

/**
 * Names the scripts and styles of the frame in index.html, and tells early.js, which knows address and language, those of the
 * pages within it and the texts. Otherwise they are known only when the entry has run and the server has said who is signed
 * in: two waits more before the first page is there.
 */
export function preloadFrame(): Plugin {
  return {
    name: 'efir-preload-frame',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const common = gatherRoute(bundle, frame).filter((file) => !html.includes(file));
        const isKnown = (file: string) => common.includes(file) || html.includes(file);
        const listNew = (files: string[]) => files.filter((file) => !isKnown(file)).map((file) => `/${file}`);
        const parts = {
          pages: pages.map(({ path, route }) => ({ path, files: listNew(gatherRoute(bundle, route)) })),
          texts: Object.fromEntries(
            Object.entries(catalogues).map(([language, end]) => [
              language,
              listNew(gatherModule(bundle, end)),
            ]),
          ),
        };
        const attribute = `data-parts="${JSON.stringify(parts).replaceAll('"', '&quot;')}"`;
        const early = 'src="/assets/early.js"';
        if (!html.includes(early)) throw new Error(`${early} is not in index.html`);
        return { html: html.replace(early, () => `${early} ${attribute}`), tags: common.map(makeLink) };
      },
    },
  };
}

/** The files that a route needs at once. */
function gatherRoute(bundle: Rolldown.OutputBundle, route: string): string[] {
  return gatherModule(bundle, `${route}?tsr-split=component`);
}

function gatherModule(bundle: Rolldown.OutputBundle, end: string): string[] {
  const found = Object.values(bundle).find(
    (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(end),
  );
  if (found?.type !== 'chunk') throw new Error(`no chunk of ${end}`);
  return [...gather(bundle, found)];
}

/** The chunk, what it imports at once, and their styles. */
function gather(bundle: Rolldown.OutputBundle, chunk: Rolldown.OutputChunk, files = new Set<string>()) {
  if (files.has(chunk.fileName)) return files;
  files.add(chunk.fileName);
  for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === 'chunk') gather(bundle, imported, files);
  }
  return files;
}

function makeLink(file: string): HtmlTagDescriptor {
  const href = `/${file}`;
  const rel = file.endsWith('.css') ? 'stylesheet' : 'modulepreload';
  return { tag: 'link', attrs: { rel, crossorigin: true, href }, injectTo: 'head' };
}
