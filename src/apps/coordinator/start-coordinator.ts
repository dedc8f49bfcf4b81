import { rememberCheck } from '../../core/remember-check.ts';
import { rollCallMessageSchema } from '../../wire/control-message.ts';
import { rollCallTopic } from '../../wire/names.ts';
import { describeCheck } from '../describe-failure.ts';
import { type DependencyState, judgeReadiness, type Role } from '../role.ts';
import { type Coordination, type CoordinatorOptions, coordinate } from './coordination.ts';
import { deliverNews } from './deliver-news.ts';
import { leadDispatch } from './lead-dispatch.ts';
import { leadUpkeep } from './lead-upkeep.ts';
import { measureQueues } from './measure-queues.ts';
import { receiveEvents } from './receive-events.ts';
import { receiveFound } from './receive-found.ts';
import { receiveResults } from './receive-results.ts';
import { wordFault } from './set-aside.ts';

export type { CoordinatorOptions } from './coordination.ts';

/** Milliseconds between two questions who works; workers judge by them whether a coordinator is there. */
const presenceInterval = 5_000;

/**
 * Hands tasks out (one of all coordinators does), applies what workers report, takes back what was lost, and keeps
 * the figures. Any number may run at once.
 */
export async function startCoordinator(options: CoordinatorOptions): Promise<Role> {
  const { broker, database, foreign, logger } = options;
  const coordination = coordinate(options);
  const { kinds, rollCall, tellWorkers, waker } = coordination;
  const stopping = new AbortController();
  const checkBlobs = foreign && rememberCheck(foreign.blobs.check);

  const stops = database.hints.listen('stop', (attempt) => {
    for (const kind of kinds) tellWorkers(kind, { type: 'stop', task_id: attempt });
  });
  const dues = database.hints.listen('tasks', () => waker.wake());
  const roll = await broker.listen(rollCallTopic, (message) => noteWorker(coordination, message));
  const events = await Promise.all([
    ...kinds.map((kind) => receiveEvents(coordination, kind)),
    ...kinds.map((kind) => receiveResults(coordination, kind)),
    ...(foreign ? kinds.map((kind) => receiveFound(coordination, foreign, kind)) : []),
  ]);
  const leading = leadDispatch(coordination, stopping.signal);
  const keeping =
    options.upkeep && leadUpkeep(coordination, { ...options.upkeep, rules: options.rules }, stopping.signal);
  const measuring = measureQueues(coordination);
  const delivering = options.web && deliverNews(coordination, options.web, options.deliverySchedule);
  const askWorkers = () => kinds.forEach((kind) => void tellWorkers(kind, { type: 'roll-call' }));
  const presence = setInterval(askWorkers, presenceInterval);
  askWorkers();
  logger.info({ kinds }, 'coordinator ready');

  return {
    name: 'coordinator',
    ready: () => checkCoordinator(coordination, checkBlobs),
    async close() {
      clearInterval(presence);
      stopping.abort();
      await Promise.all([leading, keeping, delivering?.close()]);
      await Promise.all(events.map((subscription) => subscription.close()));
      stops.close();
      dues.close();
      await roll.close();
      await measuring.close();
      await rollCall.close();
      await broker.close();
      logger.info('coordinator closed');
    },
  };
}

/** A worker that was not known is answered, so that it knows of us; a place may have become free. */
function noteWorker(
  { rollCall, waker, logger, metrics, kinds, tellWorkers }: Coordination,
  message: unknown,
): void {
  const parsed = rollCallMessageSchema.safeParse(message);
  if (!parsed.success) {
    metrics.messagesDropped.inc({ queue_name: rollCallTopic });
    logger.warn({ reason: wordFault(parsed.error) }, 'a roll-call message cannot be read');
    return;
  }
  const isNew = rollCall.note(parsed.data);
  if (isNew) for (const kind of kinds) tellWorkers(kind, { type: 'roll-call' });
  waker.wake();
}

async function checkCoordinator(
  { database, broker, rollCall }: Coordination,
  checkBlobs: (() => Promise<void>) | undefined,
) {
  const count = rollCall.list().length;
  const workers: DependencyState =
    count > 0
      ? { state: 'ok', detail: String(count) }
      : { state: 'degraded', detail: 'no worker called the roll lately' };
  const [databaseState, brokerState, blobs] = await Promise.all([
    describeCheck(database.check()),
    describeCheck(broker.check()),
    checkBlobs && describeCheck(checkBlobs()),
  ]);
  // Work is handed out all the same: recordings come in elsewhere.
  const degraded = blobs?.state === 'failed' ? { ...blobs, state: 'degraded' as const } : blobs;
  return judgeReadiness({
    database: databaseState,
    broker: brokerState,
    ...(degraded ? { blobs: degraded } : {}),
    workers,
  });
}
