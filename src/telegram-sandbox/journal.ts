import type { Call } from './interface.ts';

/** Beyond it the oldest calls are forgotten. */
const mostCalls = 200_000;

/** A call that is under way; its fields are filled in as it goes. */
export type OpenCall = { -readonly [Key in keyof Call]: Call[Key] };

export interface Journal {
  open(call: Pick<Call, 'bot' | 'method' | 'time' | 'parameters'>): OpenCall;
  list(filter: { bot?: number; method?: string; chat?: string; after?: number }): Call[];
  clear(): void;
}

export function createJournal(): Journal {
  let calls: OpenCall[] = [];
  let last = 0;
  return {
    open(call) {
      last += 1;
      const opened: OpenCall = { ...call, number: last, done: false };
      calls.push(opened);
      if (calls.length > mostCalls * 1.1) calls = calls.slice(-mostCalls);
      return opened;
    },
    list: ({ bot, method, chat, after = 0 }) =>
      calls.filter(
        (call) =>
          call.number > after &&
          (bot === undefined || call.bot === bot) &&
          (method === undefined || call.method.toLowerCase() === method.toLowerCase()) &&
          (chat === undefined || String(call.parameters['chat_id']) === chat),
      ),
    clear() {
      calls = [];
    },
  };
}
