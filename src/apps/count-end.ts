import type { Metrics } from '../core/metrics.ts';
import type { Hints } from '../db/hints.ts';
import type { EndedTask } from '../work/work-copy.ts';

/** To be called after the commit, by whichever role ended the task. */
export type CountEnd = (ended: EndedTask | undefined) => void;

const statuses = { succeeded: 'succeeded', dead: 'failed', cancelled: 'cancelled' } as const;

/**
 * Keeps the figures of ended recordings, and hints at the news of their end. One that was cancelled says nothing about
 * how long the work takes.
 */
export function createEndCounter(metrics: Metrics, hints: Pick<Hints, 'send'>): CountEnd {
  return (ended) => {
    if (ended) hints.send('deliveries', 'ended');
    if (ended?.kind !== 'transcribe') return;
    metrics.transcriptions.inc({ status: statuses[ended.state] });
    if (ended.state !== 'cancelled') metrics.transcriptionDuration.observe(ended.seconds);
  };
}
