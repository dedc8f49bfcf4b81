import { roundEstimate } from '../recordings/round-estimate.ts';
import type { Text } from '../texts/use-texts.ts';
import type { Task } from './queries.ts';

/** States in which a task may be stopped, sent again, or preferred. */
export const isGoing = ({ state }: Pick<Task, 'state'>): boolean =>
  ['waiting', 'queued', 'dispatched', 'running'].includes(state);
export const mayRetry = ({ state }: Pick<Task, 'state'>): boolean =>
  state === 'dead' || state === 'cancelled';
export const waits = ({ state }: Pick<Task, 'state'>): boolean => state === 'queued' || state === 'waiting';

/** How a task stands, in words; `share` is the part of the recording that is done, in per cent. */
export function describeTask(task: Task, text: Text, locale: string): { words: string; share: number } {
  const share = task.duration ? Math.min(100, Math.round((100 * task.processed) / task.duration)) : 0;
  const left =
    task.seconds_left === null ? undefined : text('web-left', { seconds: roundEstimate(task.seconds_left) });
  const join = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' · ');
  switch (task.state) {
    case 'dispatched':
      return { share, words: text('web-work-dispatched') };
    case 'running':
      return { share, words: join(share > 0 ? text('web-share', { share }) : text('web-begins'), left) };
    case 'queued':
      return { share, words: join(...wordWait(task, text, locale), left) };
    case 'waiting':
      return { share, words: text('web-work-waits-step') };
    case 'dead':
      return { share, words: task.error?.message ?? text('web-state-failed') };
    case 'cancelled':
      return { share, words: text('web-state-cancelled') };
    case 'succeeded':
      return { share: 100, words: text('web-state-succeeded') };
  }
}

function wordWait({ due_at: due, error, place }: Task, text: Text, locale: string): (string | undefined)[] {
  // After a failure it rests before it is tried again.
  if (new Date(due).getTime() > Date.now() + 1_000) {
    const time = new Date(due).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
    return [text('web-work-again-at', { time }), error?.message];
  }
  if (place === null) return [text('web-waits')];
  return [place === 0 ? text('web-waits-next') : text('web-waits-behind', { place })];
}
