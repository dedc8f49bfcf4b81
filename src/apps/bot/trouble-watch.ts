/** Tells a message on which Telegram fails from a Telegram that fails. */
export interface TroubleWatch {
  /** Notes how a call in a chat ended: done, or without a word of Telegram's own. */
  note(chatId: number, outcome: 'done' | 'doubt'): void;
  /** Whether other chats were called lately, and the last call failed in each of them. */
  isEverywhere(chatId: number): boolean;
}

/** Milliseconds for which the last call in a chat counts. */
const span = 60_000;

export function createTroubleWatch(): TroubleWatch {
  // By chat, the one that was called last at the end.
  const last = new Map<number, { readonly outcome: 'done' | 'doubt'; readonly at: number }>();
  const forget = () => {
    const from = performance.now() - span;
    for (const [chat, { at }] of last) {
      if (at >= from) break;
      last.delete(chat);
    }
  };
  return {
    note(chatId, outcome) {
      last.delete(chatId);
      last.set(chatId, { outcome, at: performance.now() });
      forget();
    },
    isEverywhere(chatId) {
      forget();
      const others = [...last].filter(([chat]) => chat !== chatId);
      return others.length > 0 && others.every(([, { outcome }]) => outcome === 'doubt');
    },
  };
}
