import type { Fault, NewFault } from './interface.ts';

export interface Faults {
  add(fault: NewFault): Fault;
  list(): Fault[];
  remove(id?: string): void;
  /** The fault that meets this call, if one does; counts it. */
  meet(call: { bot: number; method: string; chat?: string | undefined }): Fault | undefined;
}

/** Rules in the order in which they were made; the first that fits meets the call. */
export function createFaults(): Faults {
  type Rule = { fault: Fault & { met: number }; seen: number };
  let rules: Rule[] = [];
  let last = 0;

  const fits = ({ fault }: Rule, call: { bot: number; method: string; chat?: string | undefined }) => {
    const method = call.method.toLowerCase();
    const named = fault.method?.toLowerCase();
    if (named === undefined ? ['getupdates', 'download', 'webhook'].includes(method) : named !== method)
      return false;
    if (fault.bot !== undefined && fault.bot !== call.bot) return false;
    return fault.chat === undefined || String(fault.chat) === call.chat;
  };

  return {
    add(fault) {
      last += 1;
      const rule = { fault: { ...fault, id: String(last), met: 0 }, seen: 0 };
      rules.push(rule);
      return { ...rule.fault };
    },
    list: () => rules.map(({ fault }) => ({ ...fault })),
    remove(id) {
      rules = id === undefined ? [] : rules.filter(({ fault }) => fault.id !== id);
    },
    meet(call) {
      for (const rule of rules) {
        if (!fits(rule, call) || rule.fault.met >= (rule.fault.count ?? 1)) continue;
        rule.seen += 1;
        if (rule.seen <= (rule.fault.skip ?? 0)) continue;
        rule.fault.met += 1;
        return rule.fault;
      }
      return undefined;
    },
  };
}
