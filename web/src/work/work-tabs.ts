/** The parts of the page, as its address names them. */
export const workTabs = ['now', 'failed', 'ended', 'workers'] as const;
export type WorkTab = (typeof workTabs)[number];

export interface WorkSearch {
  readonly tab?: WorkTab;
  /** Id of the task that is looked at. */
  readonly task?: string;
}

/** What an address says that we know; anything else is left out. */
export function readWorkSearch({ tab, task }: Record<string, unknown>): WorkSearch {
  const known = workTabs.find((one) => one === tab);
  return {
    ...(known === undefined ? {} : { tab: known }),
    ...(typeof task === 'string' && /^[\w-]{1,40}$/.test(task) ? { task } : {}),
  };
}
