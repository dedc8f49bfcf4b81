import { useEffect, useState } from 'react';

/** Milliseconds between two looks for a new version, while the page is open. */
const interval = 60 * 60 * 1000;

/**
 * Installs what opens the dashboard without a network, and says when a newer version of the dashboard is there. Gives
 * what takes it; undefined while this is the newest. Nothing is installed where browsers do not allow it: over http.
 */
export function useNewVersion(): (() => void) | undefined {
  const [take, setTake] = useState<() => void>();
  useEffect(() => {
    const stop = new AbortController();
    const offer = (worker?: ServiceWorker) => setTake(() => () => takeNewVersion(worker));
    // A part of this page that the server no longer has: it was built anew.
    addEventListener('vite:preloadError', () => offer(), { signal: stop.signal });
    void install(offer, stop.signal).catch(() => undefined);
    return () => stop.abort();
  }, []);
  return take;
}

async function install(offer: (worker: ServiceWorker) => void, signal: AbortSignal): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register('/assets/service-worker.js', { scope: '/' });
  const look = () => {
    // The first one replaces nothing.
    if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  };
  look();
  registration.addEventListener(
    'updatefound',
    () => registration.installing?.addEventListener('statechange', look, { signal }),
    { signal },
  );
  const ask = () => void registration.update().catch(() => undefined);
  const timer = setInterval(ask, interval);
  signal.addEventListener('abort', () => clearInterval(timer));
  addEventListener('online', ask, { signal });
}

/** Other pages stay on the version that they have until they are loaded anew. */
function takeNewVersion(worker: ServiceWorker | undefined): void {
  const reload = () => location.reload();
  if (worker?.state !== 'installed') {
    reload();
    return;
  }
  navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
  worker.postMessage('take-over');
}
