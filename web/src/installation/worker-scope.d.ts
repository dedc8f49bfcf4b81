// Of the types of service workers what ours uses: those of TypeScript's library stand against those of pages.

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

export interface WorkerScope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', handle: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', handle: (event: FetchEvent) => void): void;
  addEventListener(type: 'message', handle: (event: MessageEvent<unknown>) => void): void;
}

declare global {
  /** Addresses of all files of this build, and a hash over them: put in by `build-service-worker.ts`. */
  const __FILES__: readonly string[];
  const __VERSION__: string;
}
