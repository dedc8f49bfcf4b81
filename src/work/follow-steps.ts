import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { RecordingId } from '../core/ids.ts';
import type { TenantTx } from '../db/database.ts';
import type { TaskEffects, TaskStory } from './effects.ts';
import { judgeSteps, type Step } from './judge-steps.ts';

/**
 * What the happenings of a kind of task mean for the other steps of a recipe: they start, end or wait again in the
 * same transaction, before the domain is told. A recording with a single task costs nothing more.
 */
export function followSteps(effects: TaskEffects): TaskEffects {
  return async (tx, stories) => effects(tx, await carryOn(tx, stories));
}

async function carryOn(tx: TenantTx, stories: readonly TaskStory[]): Promise<readonly TaskStory[]> {
  if (!stories.some(isStep)) return stories;
  await lockRecordings(tx, stories);
  const told: TaskStory[] = [];
  for (const story of stories) told.push(isStep(story) ? await carryOnOne(tx, story) : story);
  return told;
}

function isStep({ task }: TaskStory): boolean {
  return (task.steps ?? 1) > 1;
}

/**
 * Two steps that end at the same moment must see each other: under the recording's lock the later one reads what the
 * earlier one committed. In the order of ids, like everybody who locks several.
 */
async function lockRecordings(tx: TenantTx, stories: readonly TaskStory[]): Promise<void> {
  const ids = stories.map((story) => story.task.recordingId);
  await tx
    .selectFrom('recordings')
    .select('id')
    .where('id', '=', sql<RecordingId>`any(${ids})`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

async function carryOnOne(tx: TenantTx, story: TaskStory): Promise<TaskStory> {
  const before = await readSteps(tx, story.task.recordingId);
  const steps = judgeSteps(before);
  await storeSteps(tx, before, steps);
  return { ...story, steps };
}

/** The steps of a recording, parents first. */
async function readSteps(tx: TenantTx, recordingId: RecordingId): Promise<Step[]> {
  return tx
    .selectFrom('tasks')
    .select(['id', 'kind', 'state', 'error', 'needs'])
    .where('recording_id', '=', recordingId)
    .orderBy('id')
    .execute();
}

/** Writes the steps that were judged to stand elsewhere than before. */
async function storeSteps(tx: TenantTx, before: readonly Step[], after: readonly Step[]): Promise<void> {
  for (const [index, step] of after.entries()) {
    const old = before[index];
    if (!old || (old.state === step.state && isDeepStrictEqual(old.error, step.error))) continue;
    await tx
      .updateTable('tasks')
      .set({
        state: step.state,
        error: step.error && JSON.stringify(step.error),
        finished_at: step.state === 'cancelled' ? sql<Date>`now()` : null,
        ...(step.state === 'queued' ? { due_at: sql<Date>`now()` } : {}),
      })
      .where('id', '=', step.id)
      .where('state', '=', old.state)
      .execute();
  }
}
