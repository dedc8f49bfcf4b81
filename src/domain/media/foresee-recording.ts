import { sql } from 'kysely';
import type { TenantRead } from '../../db/database.ts';
import { estimateWait } from './estimate.ts';
import type { Standing } from './standings.ts';

/** More than so many are not counted. */
const mostCounted = 500;
/** What a usual recording takes is told by so many of the latest. */
const latest = 20;

/**
 * How a recording of so many seconds (0: not known) would stand that came in now, behind `further` others that are on
 * their way: a quick guess by the tenant's own tasks, for an answer on the spot.
 */
export async function foreseeRecording(
  tx: TenantRead,
  { seconds, further }: { readonly seconds: number; readonly further: number },
): Promise<Standing> {
  const { rows } = await sql<{ waiting: number; active: number; pace: number | null; usual: number | null }>`
    select
      (select count(*)::int from (select from tasks where state = 'queued' limit ${mostCounted}) queued) as waiting,
      (select count(*)::int from (
        select from tasks where state in ('dispatched', 'running') limit ${mostCounted}) begun) as active,
      avg(pace) as pace, avg(duration / pace) as usual
    from (select pace, duration from transcripts where pace > 0 order by recording_id desc limit ${latest}) known`.execute(
    tx,
  );
  const { active = 0, pace = null, usual = null, waiting = 0 } = rows[0] ?? {};
  const place = Math.min(mostCounted, waiting + further);
  const secondsLeft = estimateWait({
    place,
    slots: place > 0 ? active : 0,
    taskSeconds: usual ?? undefined,
    ownSeconds: pace !== null && seconds > 0 ? seconds / pace : undefined,
  });
  return { place, secondsLeft };
}
