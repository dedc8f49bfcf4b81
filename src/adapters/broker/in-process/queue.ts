import type { Logger } from '../../../core/logger.ts';
import type { ConsumeOptions, DeliveryHandler } from '../../../ports/broker.ts';
import { createGroup, type Group, type GroupMember, type Keep } from './group.ts';

export interface Queue {
  /**
   * Takes a message over, as JSON: nobody shares objects with the publisher. With `most`, the oldest go when more
   * would wait.
   */
  add(text: string, most?: number): void;
  join(options: ConsumeOptions, handler: DeliveryHandler): GroupMember;
  depth(): number;
  hasConsumers(): boolean;
}

/** A queue: every group gets every message; the first group also gets what came before it. */
export function createQueue(name: string, logger: Logger, keepAside: Keep): Queue {
  const groups = new Map<string, Group>();
  let early: string[] = [];
  return {
    add(text, most = Number.POSITIVE_INFINITY) {
      if (groups.size === 0) early.push(text);
      if (early.length > most) early.shift();
      for (const group of groups.values()) group.add(text, most);
    },
    join(options, handler) {
      const group = groups.get(options.group) ?? createGroup(name, logger, keepAside);
      groups.set(options.group, group);
      for (const text of early) group.add(text);
      early = [];
      return group.join(options.prefetch, handler);
    },
    hasConsumers: () => [...groups.values()].some((group) => group.hasMembers()),
    depth: () => Math.max(early.length, ...[...groups.values()].map((group) => group.depth())),
  };
}
