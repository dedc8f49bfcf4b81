import { toEfirError } from '../../core/errors.ts';
import { openBelow } from '../../core/find-below.ts';
import { sleep } from '../../core/time.ts';
import type { Delivery, Subscription } from '../../ports/broker.ts';
import { eventGroup, resultQueue } from '../../wire/names.ts';
import { type ResultMessage, resultFileSchema, resultMessageSchema } from '../../wire/result-message.ts';
import { applyResult, type ResultOutcome } from '../../work/apply-result.ts';
import type { Coordination } from './coordination.ts';
import { setAside, wordFault } from './set-aside.ts';

const prefetch = 16;
/** Milliseconds before an answer goes back that could not be applied, because the database was away. */
const troublePause = 500;
/** Bytes of a file that an answer names. */
const largestFile = 256 * 1024 * 1024;

/** Applies the answers of other programs' workers. What coordinators wrote there for producers is passed over. */
export function receiveResults(coordination: Coordination, kind: string): Promise<Subscription> {
  const queue = resultQueue(kind);
  return coordination.broker.consume(queue, { group: eventGroup, prefetch }, (delivery) =>
    receive(coordination, queue, delivery),
  );
}

async function receive(coordination: Coordination, queue: string, delivery: Delivery): Promise<void> {
  const parsed = resultMessageSchema.safeParse(delivery.message);
  if (!parsed.success) return setAside(coordination, queue, delivery, wordFault(parsed.error));
  if (parsed.data.from === 'efir') return;
  const { task_id } = parsed.data;
  let outcome: ResultOutcome;
  try {
    const result = await loadResult(parsed.data, coordination.config.sharedRoot);
    outcome = await applyResult(coordination.machine, result);
  } catch (error) {
    coordination.logger.warn({ error, task_id }, 'an answer could not be applied yet');
    await sleep(troublePause);
    return delivery.giveBack();
  }
  if (outcome.verdict === 'unwanted') {
    return setAside(coordination, queue, delivery, outcome.reason, { task_id: task_id.slice(0, 64) });
  }
  if (outcome.verdict === 'applied') tell(coordination, task_id, outcome);
}

function tell(
  { database, countEnd, waker, logger }: Coordination,
  task_id: string,
  { task, hints, ended, failure }: Extract<ResultOutcome, { verdict: 'applied' }>,
): void {
  for (const hint of hints) database.hints.send(hint.topic, hint.id);
  countEnd(ended);
  waker.wake();
  const fields = { task_id, tenant_id: task.tenantId, recording_id: task.recordingId };
  if (failure) logger.warn({ ...fields, error: failure }, "another program's worker failed");
  if (ended) logger.info({ ...fields, state: ended.state, seconds: ended.seconds }, 'task ended');
}

/** The answer with what its file holds. One whose file cannot be read is an answer that failed. */
async function loadResult(result: ResultMessage, sharedRoot: string | undefined): Promise<ResultMessage> {
  if (result.result_path === undefined || result.status === 'error') return result;
  try {
    if (sharedRoot === undefined) throw new Error('no SHARED_ROOT is set here');
    const content = await readFileBelow(sharedRoot, result.result_path);
    return { ...result, ...resultFileSchema.parse(JSON.parse(content)) };
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message : toEfirError(thrown).message;
    return { ...result, status: 'error', error: `result_path cannot be read: ${detail.slice(0, 500)}` };
  }
}

async function readFileBelow(root: string, path: string): Promise<string> {
  await using handle = await openBelow(root, path);
  const { size } = await handle.stat();
  if (size > largestFile) throw new Error(`${size} bytes, at most ${largestFile} are read`);
  return handle.readFile('utf8');
}
