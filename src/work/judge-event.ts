import type { EventMessage } from '../wire/event-message.ts';
import { type AttemptRow, isOpen, type TaskRow } from './lock-task.ts';

export type Judgement =
  /** The next event of the run that holds the attempt. */
  | { readonly verdict: 'apply' }
  /** Stored already: only the acknowledgement was lost. */
  | { readonly verdict: 'repeat' }
  /** An earlier event is missing: not applied, the worker sends both again. */
  | { readonly verdict: 'gap' }
  /** Not wanted: the attempt is over, or another run holds it. */
  | { readonly verdict: 'stop'; readonly reason: string }
  /** The run holds the attempt but contradicts what is stored: the attempt fails. */
  | { readonly verdict: 'refuse'; readonly reason: string };

type KnownAttempt = Pick<AttemptRow, 'state' | 'run_id' | 'applied_seq'>;
type KnownTask = Pick<TaskRow, 'pieces' | 'segments' | 'blocks'>;

/** What to do with an event, from what is stored of its attempt and task. Changes nothing. */
export function judgeEvent(attempt: KnownAttempt, task: KnownTask, message: EventMessage): Judgement {
  const holds = attempt.run_id === message.run_id;
  if (holds && message.seq <= attempt.applied_seq) return { verdict: 'repeat' };
  if (!isOpen(attempt)) return { verdict: 'stop', reason: 'the attempt is over' };
  if (attempt.run_id !== null && !holds) return { verdict: 'stop', reason: 'another run holds the attempt' };
  if (message.seq > attempt.applied_seq + 1) return { verdict: 'gap' };
  const reason = findContradiction(message, task);
  return reason === undefined ? { verdict: 'apply' } : { verdict: 'refuse', reason };
}

function findContradiction({ seq, event }: EventMessage, task: KnownTask): string | undefined {
  if ((event.type === 'started') !== (seq === 1))
    return `a run begins with started, not with ${event.type} ${seq}`;
  if (event.type === 'succeeded' && event.pieces !== task.pieces) {
    return `${event.pieces} pieces are announced, ${task.pieces} are stored`;
  }
  if (event.type === 'succeeded' && event.blocks !== task.blocks) {
    return `${event.blocks} blocks are announced, ${task.blocks} are stored`;
  }
  if (event.type === 'turns' && event.block !== task.blocks && event.block !== 0) {
    return `block ${event.block} came where ${task.blocks} is next`;
  }
  if (event.type !== 'segment') return undefined;
  if (event.piece !== task.pieces) return `piece ${event.piece} came where ${task.pieces} is next`;
  const wrong = event.segments.find((segment, place) => segment.index !== task.segments + place);
  return wrong && `segment ${wrong.index} came where another is next after ${task.segments}`;
}
