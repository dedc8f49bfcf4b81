const channel = globalThis.BroadcastChannel && new BroadcastChannel('efir-who');

/** Tells other tabs that somebody signed in, out or went to another account: they share the session. */
export function tellOtherTabs(): void {
  channel?.postMessage('changed');
}

export function whenOthersTell(listener: () => void): { close(): void } {
  channel?.addEventListener('message', listener);
  return { close: () => channel?.removeEventListener('message', listener) };
}
