// Runs behind the pages: opens the dashboard without a network, and takes what other apps share. It keeps the files of
// the build and the empty page, never an answer of the API: nothing of a person is left here when they sign out.

import { keepParcel } from './parcels.ts';
import type { WorkerScope } from './worker-scope.d.ts';

const worker = globalThis as unknown as WorkerScope;
const prefix = 'efir-build-';
const cacheName = prefix + __VERSION__;
/** Any address of the dashboard: all give the same page. */
const shell = '/recordings';
/** Addresses that are the server's, and what is read by a link: that is nothing without a network. */
const served = /^\/(?:v1|s|files|rpc|u|pages|docs|openapi\.json|health|ready|metrics|\.well-known)(?:[/?]|$)/;
/** A file whose name changes with its content. */
const lasting = /-[\w-]{8}\.\w+$/;

worker.addEventListener('install', (event) => event.waitUntil(keepBuild()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (origin !== worker.location.origin) return;
  if (method === 'POST' && pathname === '/share') event.respondWith(takeParcel(event.request));
  else if (method !== 'GET') return;
  else if (pathname.startsWith('/assets/')) event.respondWith(answerFile(event.request, pathname));
  else if (mode === 'navigate' && !served.test(pathname)) event.respondWith(answerPage(event.request));
});

/** All or nothing: a page of one build and files of another would not open. */
async function keepBuild(): Promise<void> {
  const cache = await caches.open(cacheName);
  const page = await fetch(shell, { headers: { accept: 'text/html' }, cache: 'no-store' });
  const text = await page.clone().text();
  const entries = __FILES__.filter((file) => /^\/assets\/index-[\w-]+\.js$/.test(file));
  if (!page.ok || !entries.some((file) => text.includes(file))) throw new Error('another build is served');
  await cache.addAll(__FILES__);
  await cache.put(shell, page);
}

/** The build before stays for pages that are open; those before it go. */
async function takeOver(): Promise<void> {
  const builds = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== cacheName);
  for (const name of builds.slice(0, -1)) await caches.delete(name);
  await worker.clients.claim();
}

/** The newest page where there is a network, so that nobody is held on an old one. */
async function answerPage(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (thrown) {
    const kept = await (await caches.open(cacheName)).match(shell);
    if (kept) return kept;
    throw thrown;
  }
}

async function answerFile(request: Request, pathname: string): Promise<Response> {
  if (lasting.test(pathname)) return (await caches.match(pathname)) ?? fetch(request);
  try {
    return await fetch(request);
  } catch (thrown) {
    const kept = await caches.match(pathname);
    if (kept) return kept;
    throw thrown;
  }
}

/** What was shared is kept until it is seen, also by somebody who has to sign in first. */
async function takeParcel(request: Request): Promise<Response> {
  const kept = await request
    .formData()
    .then(keepParcel)
    .then(
      () => true,
      () => false,
    );
  return Response.redirect(kept ? '/share' : '/share?lost=1', 303);
}
