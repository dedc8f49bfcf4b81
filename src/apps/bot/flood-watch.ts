/** Tells floods of a chat from floods of everything: Telegram says the same of both. */
export interface FloodWatch {
  /** Notes that Telegram said to wait in this chat; true when it says so in many. */
  isEverywhere(chatId: number): boolean;
}

/** Chats that are told to wait within so many milliseconds before it concerns them all. */
const manyChats = 3;
const span = 5_000;

export function createFloodWatch(): FloodWatch {
  const floods = new Map<number, number>();
  return {
    isEverywhere(chatId) {
      const now = performance.now();
      floods.set(chatId, now);
      for (const [chat, at] of floods) if (at < now - span) floods.delete(chat);
      return floods.size >= manyChats;
    },
  };
}
