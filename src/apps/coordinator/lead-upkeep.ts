import { toEfirError } from '../../core/errors.ts';
import { sleep } from '../../core/time.ts';
import { ensureSystemTenant } from '../../domain/identity/index.ts';
import {
  ensureTimetable,
  finishRun,
  type TimetableRun,
  takeDueRuns,
  takeOverRuns,
} from '../../work/timetables.ts';
import type { Coordination } from './coordination.ts';
import { listJobs, type UpkeepJob } from './upkeep-jobs.ts';

/** Milliseconds between two looks at the timetables. */
const interval = 5_000;

/**
 * Does what the timetables say while elected: one coordinator of all, one job after the other. Resolves when `signal`
 * fired and the job under way was put down.
 */
export function leadUpkeep(
  coordination: Coordination,
  ports: Parameters<typeof listJobs>[1],
  signal: AbortSignal,
): Promise<void> {
  const { database, logger } = coordination;
  const jobs = listJobs(coordination, ports);
  return database.lead('upkeep', signal, async (leading) => {
    const { id } = await ensureSystemTenant(database);
    for (const { timetable } of jobs) await ensureTimetable(database, id, timetable);
    const kinds = jobs.map((job) => job.timetable.kind);
    let runs = await takeOverRuns(database, kinds);
    while (!leading.aborted) {
      for (const run of runs) await doRun(coordination, jobs, run, leading);
      await sleep(interval, leading).catch(() => {});
      runs = leading.aborted ? [] : await takeDueRuns(database, kinds).catch(tellTrouble);
    }
    function tellTrouble(error: unknown): TimetableRun[] {
      logger.warn({ error }, 'the timetables could not be read; trying again');
      return [];
    }
  });
}

/** A run that is cut short by the end of this process stays open, and the next leader takes it over. */
async function doRun(
  { database, logger }: Coordination,
  jobs: readonly UpkeepJob[],
  run: TimetableRun,
  leading: AbortSignal,
): Promise<void> {
  const job = jobs.find(({ timetable }) => timetable.kind === run.kind);
  if (!job || leading.aborted) return;
  const line = { job: run.kind, due_at: run.dueAt, tries: run.tries };
  try {
    const result = await job.work(leading);
    await finishRun(database, run, { result });
    logger.info({ ...line, ...result }, 'upkeep done');
  } catch (error) {
    if (leading.aborted) return;
    logger.warn({ ...line, error }, 'upkeep failed; the next time is tried again');
    await finishRun(database, run, { error: toEfirError(error).toRecord() }).catch(() => {});
  }
}
