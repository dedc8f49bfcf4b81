import type { ChatChange } from './interface.ts';
import type { SandboxChat, World } from './world.ts';

/** Tells those who look at a chat. */
export function publishChange(world: World, chat: SandboxChat, change: ChatChange): void {
  for (const tell of world.watchers.get(chat.key) ?? []) tell(change);
}

/** Looks at a chat until the returned function is called. */
export function watchChat(world: World, chat: SandboxChat, tell: (change: ChatChange) => void): () => void {
  const watchers = world.watchers.get(chat.key) ?? new Set();
  world.watchers.set(chat.key, watchers);
  watchers.add(tell);
  return () => {
    watchers.delete(tell);
  };
}
