import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeSegment, makeSuccess, makeTurns } from '../../test/support/work.ts';
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
const task = { pieces: 3, segments: 3, blocks: 0 };
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
    ['the next block applies', running, say(5, makeTurns(0)), 'apply'],
    ['a block too far is refused', running, say(5, makeTurns(1)), 'refuse'],
    ['an end with a block too many is refused', running, say(5, { ...makeSuccess(3), blocks: 1 }), 'refuse'],
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

describe('any message about any attempt', () => {
  const runs = ['run', 'second run'] as const;
  const states = ['dispatched', 'running', 'succeeded', 'failed', 'lost', 'stopped'] as const;
  const event = fc.oneof(
    fc.constantFrom<WorkerEvent>(started, { type: 'alive' }, { type: 'stopped' }),
    fc.nat(5).map((piece): WorkerEvent => makeSegment(piece)),
    fc.nat(5).map((pieces): WorkerEvent => makeSuccess(pieces)),
  );

  it('is applied only when it is the next one of the run that holds the open attempt, and fits what is stored', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...states),
        fc.constantFrom(null, ...runs),
        fc.constantFrom(...runs),
        fc.nat(6),
        fc.integer({ min: 1, max: 8 }),
        event,
        (state, holder, run, applied, seq, said) => {
          // An attempt that nobody holds has nothing applied.
          const known = attempt(state, holder === null ? 0 : applied, holder);
          const { verdict } = judgeEvent(known, task, say(seq, said, run));
          const holds = holder === run;
          if (verdict === 'repeat') expect([holds, seq <= known.applied_seq]).toEqual([true, true]);
          if (verdict === 'apply' || verdict === 'refuse') {
            expect(['dispatched', 'running']).toContain(state);
            expect(holder === null || holds).toBe(true);
            expect(seq).toBe(known.applied_seq + 1);
          }
          if (verdict === 'apply') assertFits(seq, said);
        },
      ),
      { numRuns: 5000 },
    );
  });
});

function assertFits(seq: number, said: WorkerEvent): void {
  expect(said.type === 'started').toBe(seq === 1);
  if (said.type === 'segment') expect(said.piece).toBe(task.pieces);
  if (said.type === 'succeeded') expect(said.pieces).toBe(task.pieces);
}
