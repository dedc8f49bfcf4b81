import { sql } from 'kysely';
import type { RecordingId, TenantId } from '../../core/ids.ts';
import type { Database, TenantRead } from '../../db/database.ts';
import { taskQueue } from '../../wire/names.ts';
import { findPlace } from '../../work/find-place.ts';
import { createQueueView, type QueueSnapshot } from '../../work/queue-view.ts';
import { estimateLeft, estimateWait } from './estimate.ts';
import { hasEnded, type Recording } from './recording.ts';

/** How a recording stands that has not ended. */
export interface Standing {
  /** Tasks that start before it; undefined when it does not wait for its turn. */
  readonly place?: number | undefined;
  /** Until it is done; undefined while nobody can say. */
  readonly secondsLeft?: number | undefined;
}

export interface Standings {
  /**
   * Of those of the recordings that have not ended. Costs one small query for all of them, and one look at the queues
   * every few seconds for everybody.
   */
  read(tenantId: TenantId, recordings: readonly Recording[]): Promise<ReadonlyMap<RecordingId, Standing>>;
}

/**
 * One for a process, so that all its requests share a look at the queues. `lease` (seconds) is how long the coordinators
 * let an attempt live: by it one knows when a worker was heard last.
 */
export function createStandings(database: Database, lease?: number): Standings {
  const view = createQueueView(database);
  return {
    async read(tenantId, recordings) {
      const going = recordings.filter((recording) => !hasEnded(recording.state));
      if (going.length === 0) return new Map();
      const snapshot = await view.look();
      const ids = going.map((recording) => recording.id);
      const rows = await database.readTenant(tenantId, (tx) => readWork(tx, ids));
      const work = new Map(rows.map((row) => [row.id, row]));
      return new Map(
        going.map((recording) => [
          recording.id,
          judgeStanding(snapshot, { tenantId, recording, lease, work: work.get(recording.id) }),
        ]),
      );
    },
  };
}

/** The task of each recording that is the furthest: in work before on its way before waiting for its turn. */
async function readWork(tx: TenantRead, ids: readonly RecordingId[]) {
  return (
    tx
      .selectFrom('recordings')
      .innerJoin('tasks', (join) =>
        join
          .onRef('tasks.tenant_id', '=', 'recordings.tenant_id')
          .onRef('tasks.recording_id', '=', 'recordings.id'),
      )
      .distinctOn('recordings.id')
      .select([
        'recordings.id',
        'recordings.pace_since as paceSince',
        'recordings.pace_from as paceFrom',
        'recordings.progress_at as progressAt',
        'tasks.id as taskId',
        'tasks.state',
        'tasks.kind',
        'tasks.engine',
        'tasks.priority',
        'tasks.due_at as dueAt',
      ])
      .select(sql<boolean>`tasks.due_at <= now()`.as('due'))
      .select(sql<Date>`now()`.as('now'))
      // Each sign of life makes the lease whole again.
      .select(
        sql<Date | null>`(select max(lease_until) from attempts where attempts.task_id = tasks.id
        and attempts.tenant_id = tasks.tenant_id and attempts.finished_at is null)`.as('leaseUntil'),
      )
      .where('recordings.id', '=', sql<RecordingId>`any(${ids})`)
      .where('tasks.state', 'in', ['queued', 'dispatched', 'running'])
      .orderBy('recordings.id')
      .orderBy('tasks.state', 'desc')
      .orderBy('tasks.id')
      .execute()
  );
}

type Work = Awaited<ReturnType<typeof readWork>>[number];

interface Standee {
  readonly tenantId: TenantId;
  readonly recording: Recording;
  readonly work: Work | undefined;
  readonly lease: number | undefined;
}

function judgeStanding(snapshot: QueueSnapshot, { lease, recording, tenantId, work }: Standee): Standing {
  if (!work) return {};
  const usual = findPace(snapshot, recording);
  const duration = recording.media?.duration ?? 0;
  const { processed } = recording;
  if (work.state === 'running') {
    const pace = {
      ...{ duration, processed, from: work.paceFrom ?? processed },
      since: work.paceSince?.getTime(),
      latest: work.progressAt?.getTime(),
      heard: lease === undefined || !work.leaseUntil ? undefined : work.leaseUntil.getTime() - lease * 1000,
    };
    return { secondsLeft: estimateLeft(pace, usual, work.now.getTime()) };
  }
  const queue = taskQueue(work.kind, work.engine ?? undefined);
  const waits = work.state === 'queued' && work.due;
  const place = waits ? findPlace(snapshot, { ...work, tenantId, queue }) : undefined;
  const secondsLeft = estimateWait({
    place: place ?? 0,
    slots: work.state === 'queued' ? (snapshot.activeByQueue.get(queue) ?? 0) : 0,
    taskSeconds: snapshot.taskSeconds.get(queue),
    ownSeconds: usual !== undefined && duration > 0 ? (duration - processed) / usual : undefined,
  });
  return { place, secondsLeft };
}

/** The usual pace of what it asked for; where it asked for nothing, of what is used most. */
function findPace({ paces }: QueueSnapshot, { options }: Recording): number | undefined {
  const { engine, model } = options;
  return paces.find(
    (known) =>
      (engine === undefined || known.engine === engine) && (model === undefined || known.model === model),
  )?.pace;
}
