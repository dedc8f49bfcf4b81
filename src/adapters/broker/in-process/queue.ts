import type { Logger } from '../../../core/logger.ts';
import type { ConsumeOptions, DeliveryHandler } from '../../../ports/broker.ts';
import { createGroup, type Group, type GroupMember, type Keep } from './group.ts';

export interface Queue {
  /** Takes a message over, as JSON: nobody shares objects with the publisher. */
  add(text: string): void;
  join(options: ConsumeOptions, handler: DeliveryHandler): GroupMember;
  depth(): number;
}

/** A queue: every group gets every message; the first group also gets what came before it. */
export function createQueue(name: string, logger: Logger, keepAside: Keep): Queue {
  const groups = new Map<string, Group>();
  let early: string[] = [];
  return {
    add(text) {
      if (groups.size === 0) early.push(text);
      for (const group of groups.values()) group.add(text);
    },
    join(options, handler) {
      const group = groups.get(options.group) ?? createGroup(name, logger, keepAside);
      groups.set(options.group, group);
      for (const text of early) group.add(text);
      early = [];
      return group.join(options.prefetch, handler);
    },
    depth: () => Math.max(early.length, ...[...groups.values()].map((group) => group.depth())),
  };
}
