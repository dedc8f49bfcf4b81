import { fileURLToPath } from 'node:url';
import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { buildServiceWorker } from './build-service-worker.ts';
import { precompress } from './precompress.ts';
import { preloadFrame } from './preload-frame.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where `efir web dev` finds the api. */
const api = process.env['EFIR_API'] ?? 'http://127.0.0.1:8080';
/** Addresses that are the server's; all others are the dashboard's. */
const served = ['/v1', '/docs', '/openapi.json', '/files', '/.well-known'];

export default defineConfig({
  root: here('.'),
  plugins: [
    tanstackRouter({
      target: 'react',
      autoCodeSplitting: true,
      routesDirectory: here('src/routes'),
      generatedRouteTree: here('src/route-tree.gen.ts'),
      quoteStyle: 'single',
    }),
    react(),
    preloadFrame(),
    buildServiceWorker(here('src/installation/service-worker.ts')),
    precompress(),
  ],
  html: { cspNonce: '__CSP_NONCE__' },
  // A reader with an older browser than these gets what they can show: colours by light-dark(), nested rules.
  build: {
    target: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: here('dist'),
    emptyOutDir: true,
    // The policy of the server allows no data: in scripts and styles; every file has an address.
    assetsInlineLimit: 0,
    // What four chunks share is one: a hundred small files compress worse. The build prints what each page loads.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 4 }] } } },
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    fs: { allow: [here('.'), here('../locales'), here('../node_modules')] },
    proxy: Object.fromEntries(served.map((path) => [path, { target: api, changeOrigin: false }])),
  },
});
