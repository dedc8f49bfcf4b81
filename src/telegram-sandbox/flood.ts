import type { Clock } from './clock.ts';
import type { Limits, LimitsView } from './interface.ts';

/** What Telegram tells bots to keep, without mercy: tests count what is above. */
export const standardLimits: Limits = {
  refuse: true,
  chatPerSecond: 1,
  chatBurst: 1,
  groupPerMinute: 20,
  perSecond: 30,
  tolerance: 100,
  downloadBytes: 20 * 2 ** 20,
  uploadBytes: 50 * 2 ** 20,
};

export interface Flood {
  limits: Limits;
  /**
   * Counts a call that speaks in a chat, as `weight` messages. Answers the seconds to wait when Telegram would refuse
   * it and the limits are to be kept; undefined when it may go on. What is refused takes no room.
   */
  take(call: { bot: number; chat: string; group: boolean; weight?: number }): number | undefined;
  view(): LimitsView;
  forget(): void;
}

export function createFlood(clock: Clock, initial: Limits): Flood {
  let limits = initial;
  let taken = new Map<string, number[]>();
  const exceeded = { chat: 0, group: 0, all: 0 };
  const busiest = { second: 0, groupMinute: 0 };
  let counted = 0;

  /** Times of calls within the window, oldest first. */
  const within = (key: string, milliseconds: number, now: number) => {
    const times = taken.get(key) ?? [];
    const kept = times.filter((time) => time > now - milliseconds);
    taken.set(key, kept);
    return kept;
  };
  /** Milliseconds until `weight` more fit among `most` in a window. */
  const wait = (times: number[], most: number, weight: number, milliseconds: number, now: number) => {
    const over = times.length + weight - most;
    if (over <= 0 || times.length === 0) return 0;
    const free = times[Math.min(over, times.length) - 1];
    return free === undefined ? 0 : Math.max(0, free + milliseconds - now - limits.tolerance);
  };

  return {
    get limits() {
      return limits;
    },
    set limits(changed) {
      limits = changed;
    },
    take({ bot, chat, group, weight = 1 }) {
      const now = clock.now();
      const chatWindow = (1000 * limits.chatBurst) / limits.chatPerSecond;
      const minute = group ? 60_000 : 0;
      const ofChat = within(`${bot} chat ${chat}`, chatWindow, now);
      const ofGroup = within(`${bot} group ${chat}`, minute, now);
      const ofAll = within(`${bot} all`, 1000, now);
      const waits = {
        chat: wait(ofChat, limits.chatBurst, 1, chatWindow, now),
        group: wait(ofGroup, limits.groupPerMinute, weight, minute, now),
        all: wait(ofAll, limits.perSecond, weight, 1000, now),
      };
      counted += 1;
      for (const name of ['chat', 'group', 'all'] as const) exceeded[name] += waits[name] > 0 ? 1 : 0;
      const longest = Math.max(waits.chat, waits.group, waits.all);
      if (longest > 0 && limits.refuse) return Math.max(1, Math.ceil(longest / 1000));
      const times = Array.from({ length: weight }, () => now);
      ofChat.push(now);
      ofGroup.push(...times);
      ofAll.push(...times);
      busiest.second = Math.max(busiest.second, ofAll.length);
      if (group) busiest.groupMinute = Math.max(busiest.groupMinute, ofGroup.length);
      return undefined;
    },
    view: () => ({ ...limits, exceeded: { ...exceeded }, counted, busiest: { ...busiest } }),
    forget() {
      taken = new Map();
      Object.assign(exceeded, { chat: 0, group: 0, all: 0 });
      Object.assign(busiest, { second: 0, groupMinute: 0 });
      counted = 0;
    },
  };
}
