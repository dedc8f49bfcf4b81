import { useSyncExternalStore } from 'react';

/** What is asked for in a window of its own before something is sent. */
type WayIn =
  | { readonly way: 'link'; readonly address?: string }
  /** `takeId`: something that was recorded before, and not sent. */
  | { readonly way: 'microphone'; readonly takeId?: string }
  | { readonly way: 'options' };

let opened: WayIn | undefined;
const listeners = new Set<() => void>();

/** Opens a way in from wherever one is: the button, the palette of commands, what was pasted. */
export function openWayIn(way: WayIn): void {
  publish(way);
}

export function closeWayIn(): void {
  publish(undefined);
}

export function useWayIn(): WayIn | undefined {
  return useSyncExternalStore(subscribe, () => opened);
}

function publish(next: WayIn | undefined): void {
  opened = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
