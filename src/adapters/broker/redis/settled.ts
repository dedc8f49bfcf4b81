/** Results stay readable for a while after they were settled: other programs' producers read them without a group. */
export const isKept = (queue: string) => /^[^:]+:results$/.test(queue);

/** The set that remembers when the entries of such a queue were settled. */
export const settledSet = (queue: string) => `${queue}:settled`;
