import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

/** Its address is the same for ever: browsers ask it whether there is something new. */
const script = 'assets/service-worker.js';

/** Builds the script that runs behind the pages, when the names of all other files are known. */
export function buildServiceWorker(entry: string): Plugin {
  return {
    name: 'build-service-worker',
    apply: 'build',
    writeBundle: {
      order: 'pre',
      sequential: true,
      async handler({ dir = '' }) {
        const names = readdirSync(join(dir, 'assets')).filter((name) => /\.(?:js|css|svg|png)$/.test(name));
        const hash = createHash('sha256');
        for (const name of names.sort()) hash.update(name).update(readFileSync(join(dir, 'assets', name)));
        await build({
          configFile: false,
          publicDir: false,
          logLevel: 'warn',
          define: {
            __FILES__: JSON.stringify(names.map((name) => `/assets/${name}`)),
            __VERSION__: JSON.stringify(hash.digest('base64url').slice(0, 12)),
          },
          build: {
            outDir: dir,
            emptyOutDir: false,
            target: 'es2022',
            modulePreload: false,
            rollupOptions: { input: entry, output: { format: 'iife', entryFileNames: script } },
          },
        });
      },
    },
  };
}
