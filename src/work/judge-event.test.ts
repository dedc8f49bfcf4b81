import { describe, expect, it } from 'vitest';
import { makeSegment, makeSuccess } from '../../test/support/work.ts';
import type { RunId } from '../core/ids.ts';
import type { EventMessage, WorkerEvent } from '../wire/event-message.ts';
import { judgeEvent } from './judge-event.ts';
import type { AttemptRow } from './lock-task.ts';

const started: WorkerEvent = { type: 'started', worker_id: 'worker' };
const say = (seq: number, event: WorkerEvent, run_id = 'run'): EventMessage => ({
  v: 1,
  task_id: 'attempt',
  run_id,
  seq,
  event,
});
const attempt = (state: AttemptRow['state'], applied_seq: number, run_id: string | null = 'run') => ({
  state,
  applied_seq,
  run_id: run_id as RunId | null,
});
const task = { pieces: 3, segments: 3 };
const fresh = attempt('dispatched', 0, null);
const running = attempt('running', 4);

describe('judgeEvent', () => {
  it.each([
    ['the first started binds', fresh, say(1, started), 'apply'],
    ['the next event applies', running, say(5, { type: 'alive' }), 'apply'],
    ['the next piece applies', running, say(5, makeSegment(3)), 'apply'],
    ['the end applies when all pieces are stored', running, say(5, makeSuccess(3)), 'apply'],
    ['an applied event is a repeat', running, say(4, { type: 'alive' }), 'repeat'],
    [
      'a repeat after the end is still acknowledged',
      attempt('succeeded', 4),
      say(4, makeSuccess(3)),
      'repeat',
    ],
    ['an event too early is a gap', running, say(6, { type: 'alive' }), 'gap'],
    ['an event before any started is a gap', fresh, say(2, { type: 'alive' }), 'gap'],
    ['another run is stopped', running, say(1, started, 'second run'), 'stop'],
    ['a run that goes on after the end is stopped', attempt('lost', 4), say(5, { type: 'alive' }), 'stop'],
    ['a run that begins after the end is stopped', attempt('stopped', 0, null), say(1, started), 'stop'],
    ['a piece twice is refused', running, say(5, makeSegment(2)), 'refuse'],
    ['a piece too far is refused', running, say(5, makeSegment(4)), 'refuse'],
    ['an end with a hole is refused', running, say(5, makeSuccess(4)), 'refuse'],
    ['a beginning without started is refused', fresh, say(1, makeSegment(3)), 'refuse'],
    ['a second started of the run is refused', running, say(5, started), 'refuse'],
  ])('%s', (_, known, message, verdict) => {
    expect(judgeEvent(known, task, message).verdict).toBe(verdict);
  });

  it('refuses segments that leave a hole or come twice', () => {
    const event = makeSegment(3);
    const holey: WorkerEvent = {
      ...event,
      segments: event.segments.map((segment) => ({ ...segment, index: 4 })),
    };
    expect(judgeEvent(running, task, say(5, holey))).toMatchObject({
      verdict: 'refuse',
      reason: expect.any(String),
    });
  });
});
