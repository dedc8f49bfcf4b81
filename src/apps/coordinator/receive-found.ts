import { z } from 'zod';
import { EfirError } from '../../core/errors.ts';
import { sleep } from '../../core/time.ts';
import { adoptTask, refuseTask } from '../../domain/media/index.ts';
import { listCatalogueNames } from '../../models/catalogue.ts';
import type { Delivery, Subscription } from '../../ports/broker.ts';
import { eventGroup, foundQueue } from '../../wire/names.ts';
import { foundTaskSchema } from '../../wire/task-message.ts';
import type { Coordination, ForeignPorts } from './coordination.ts';
import { publishAnswer } from './send-answers.ts';
import { setAside, wordFault } from './set-aside.ts';

/** Files are copied into the blob store: a few at once keep the disk busy. */
const prefetch = 4;
/** Milliseconds before a task goes back that could not be taken in, because the database or the disk was away. */
const troublePause = 1_000;

/**
 * Takes in, as recordings, the tasks that workers found and that another program's producer made. What cannot be taken
 * in is answered with the reason, where the producer said who it is; else it is set aside.
 */
export function receiveFound(
  coordination: Coordination,
  ports: ForeignPorts,
  kind: string,
): Promise<Subscription> {
  const queue = foundQueue(kind);
  return coordination.broker.consume(queue, { group: eventGroup, prefetch }, (delivery) =>
    receive(coordination, ports, kind, delivery),
  );
}

/** As much of a task as an answer needs. */
const namedSchema = z.looseObject({ task_id: z.string().regex(/^[\w.:-]{1,200}$/) });

async function receive(
  coordination: Coordination,
  ports: ForeignPorts,
  kind: string,
  delivery: Delivery,
): Promise<void> {
  const queue = foundQueue(kind);
  const parsed = foundTaskSchema.safeParse(delivery.message);
  if (!parsed.success) {
    const detail = wordFault(parsed.error);
    const named = namedSchema.safeParse(delivery.message);
    if (named.success) {
      const error = { code: 'request-invalid', args: { detail } };
      await publishAnswer(coordination, { kind, message: refuseTask(named.data.task_id, error) });
    }
    return setAside(coordination, queue, delivery, detail);
  }
  const { task_id } = parsed.data;
  const { config, database, logger } = coordination;
  try {
    const { recording, repeated } = await adoptTask(database, ports, {
      kind,
      task: parsed.data,
      tenantId: config.foreignTenant,
      sharedRoot: config.sharedRoot,
      maxBytes: config.maxFileSize ?? Number.MAX_SAFE_INTEGER,
      knownModels: listCatalogueNames(),
    });
    logger.info({ task_id, recording_id: recording.id, repeated }, "another program's task taken in");
  } catch (error) {
    if (!(error instanceof EfirError) || error.transient) {
      logger.warn({ error, task_id }, "another program's task could not be taken in yet");
      await sleep(troublePause);
      return delivery.giveBack();
    }
    logger.warn({ error, task_id }, "another program's task is refused");
    await publishAnswer(coordination, { kind, message: refuseTask(task_id, error.toRecord()) });
  }
}
