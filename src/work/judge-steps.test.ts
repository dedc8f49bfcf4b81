import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskId } from '../core/ids.ts';
import { type TaskState, taskStates } from '../db/schema.ts';
import { judgeSteps, type Step } from './judge-steps.ts';

const idOf = (index: number) => `step ${index}` as TaskId;

const makeStep = (index: number, state: TaskState, needs: readonly number[] = []): Step => ({
  ...{ id: idOf(index), kind: `kind ${index}`, state, error: null },
  needs: needs.map(idOf),
});

const statesOf = (steps: readonly Step[]) => judgeSteps(steps).map((step) => step.state);

/** Any graph of up to seven steps, each in any state that it can be in. */
const graphs: fc.Arbitrary<Step[]> = fc
  .array(fc.record({ state: fc.constantFrom(...taskStates), needs: fc.array(fc.nat(6), { maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 7,
  })
  .map((drafts) =>
    drafts.map(({ state, needs }, index) =>
      makeStep(
        index,
        state,
        [...new Set(needs)].filter((need) => need < index),
      ),
    ),
  );

/** What a step that has not begun must be, by what it needs. */
function dueState({ needs }: Step, steps: readonly Step[]): TaskState {
  const states = needs.map((id) => steps.find((step) => step.id === id)?.state);
  if (states.some((state) => state === 'dead' || state === 'cancelled')) return 'cancelled';
  return states.every((state) => state === 'succeeded') ? 'queued' : 'waiting';
}

describe('judgeSteps', () => {
  it('starts a step when all that it needs has succeeded, and not before', () => {
    const chain = (first: TaskState, second: TaskState) => [
      makeStep(0, first),
      makeStep(1, second),
      makeStep(2, 'waiting', [0, 1]),
    ];
    expect(statesOf(chain('succeeded', 'succeeded'))).toEqual(['succeeded', 'succeeded', 'queued']);
    expect(statesOf(chain('succeeded', 'running'))).toEqual(['succeeded', 'running', 'waiting']);
    expect(statesOf(chain('succeeded', 'dead'))).toEqual(['succeeded', 'dead', 'cancelled']);
  });

  it('names the step that failed, one after the other', () => {
    const steps = [makeStep(0, 'dead'), makeStep(1, 'waiting', [0]), makeStep(2, 'waiting', [1])];
    expect(judgeSteps(steps).map((step) => step.error)).toEqual([
      null,
      { code: 'step-failed', args: { kind: 'kind 0' } },
      { code: 'step-failed', args: { kind: 'kind 1' } },
    ]);
  });

  it('takes the end of the others back when the failed step is in work again', () => {
    const failed = judgeSteps([
      makeStep(0, 'dead'),
      makeStep(1, 'waiting', [0]),
      makeStep(2, 'waiting', [1]),
      makeStep(3, 'cancelled', [0]),
    ]);
    const retried = failed.map((step, index) => (index === 0 ? { ...step, state: 'queued' as const } : step));
    // What a person cancelled stays cancelled.
    expect(statesOf(retried)).toEqual(['queued', 'waiting', 'waiting', 'cancelled']);
  });

  it('lets no step run before its needs, nor wait for one that will not come, in any graph', () => {
    fc.assert(
      fc.property(graphs, (steps) => {
        const judged = judgeSteps(steps);
        for (const [index, step] of judged.entries()) {
          const before = steps[index];
          if (before?.state === 'waiting') expect(step.state).toBe(dueState(step, judged));
          else expect(step).toEqual(before);
        }
        expect(judgeSteps(judged)).toEqual(judged);
      }),
    );
  });

  it('brings every recipe to its end, whatever fails and is sent again', () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.tuple(fc.nat(6), fc.boolean()), { maxLength: 12 }), (drafts, luck) => {
        let steps = judgeSteps(
          drafts.map((step) => ({ ...step, state: step.needs.length > 0 ? 'waiting' : 'queued' })),
        );
        const set = (chosen: (step: Step) => boolean, state: TaskState) => {
          steps = judgeSteps(steps.map((step) => (chosen(step) ? { ...step, state } : step)));
        };
        for (const [index, fails] of luck) {
          const due = steps.filter((step) => step.state === 'queued');
          const next = due[index % Math.max(1, due.length)];
          set((step) => step === next, fails ? 'dead' : 'succeeded');
        }
        for (let round = 0; round <= steps.length; round += 1) {
          set((step) => step.state === 'dead', 'queued');
          set((step) => step.state === 'queued', 'succeeded');
        }
        expect(steps.map((step) => step.state)).toEqual(steps.map(() => 'succeeded'));
      }),
    );
  });
});
