import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findFolder } from '../../core/find-below.ts';
import { sleep } from '../../core/time.ts';
import { findDueAnswers, noteAnswered, postponeAnswer, type TaskAnswer } from '../../domain/media/index.ts';
import { replyQueue, resultQueue } from '../../wire/names.ts';
import type { ResultMessage } from '../../wire/result-message.ts';
import type { Coordination } from './coordination.ts';

/** Milliseconds between two looks for answers that are due. */
const interval = 500;
const atOnce = 20;
/** Seconds that the answer to one task waits on a queue of its own. */
const replyExpires = 3600;

/**
 * Tells other programs' producers how their recordings ended, until `signal` fires. An answer is noted as sent only
 * when the broker has it: after a crash it is sent once more rather than never.
 */
export async function sendAnswers(coordination: Coordination, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const answers = await findDueAnswers(coordination.database, atOnce);
      for (const answer of answers) await sendAnswer(coordination, answer);
      if (answers.length < atOnce) await sleep(interval, signal).catch(() => {});
    } catch (error) {
      coordination.logger.warn({ error }, 'answers could not be sent; trying again');
      await sleep(interval, signal).catch(() => {});
    }
  }
}

async function sendAnswer(coordination: Coordination, answer: TaskAnswer): Promise<void> {
  const { database, logger } = coordination;
  const fields = { recording_id: answer.recordingId, tenant_id: answer.tenantId };
  try {
    await publishAnswer(coordination, answer);
    await noteAnswered(database, answer);
    logger.info({ ...fields, task_id: answer.message.task_id }, "another program's producer is answered");
  } catch (error) {
    logger.warn({ ...fields, error }, 'an answer could not be sent; it will be again');
    await postponeAnswer(database, answer);
  }
}

/**
 * To the queue of the one task, and to the one that all producers read: but not there where whoever reads a message
 * takes it away from all others, for we read that queue ourselves.
 */
export async function publishAnswer(
  coordination: Coordination,
  answer: Pick<TaskAnswer, 'kind' | 'message'> & { readonly folder?: string },
): Promise<void> {
  const { broker } = coordination;
  // Every field of the seed's message is there, as other programs expect.
  const message = await fitMessage(
    coordination,
    { text: null, segments: null, error: null, ...answer.message },
    answer.folder,
  );
  if (broker.capabilities.groups === 'many') await broker.publish(resultQueue(answer.kind), message);
  await broker.publish(replyQueue(answer.message.task_id), message, { expires: replyExpires });
}

type ToldMessage = { readonly [Field in keyof ResultMessage]: ResultMessage[Field] | null };

/** What is larger than the broker takes lies in a file beside the producer's audio, and the message names it. */
async function fitMessage(
  { broker, config }: Coordination,
  message: ToldMessage,
  folder: string | undefined,
): Promise<ToldMessage> {
  const { text, segments, ...rest } = message;
  if (!segments || folder === undefined || config.sharedRoot === undefined) return message;
  // On a stream each field is there twice: by itself, and in the JSON.
  if (Buffer.byteLength(JSON.stringify(message)) * 2 < broker.capabilities.largestMessage) return message;
  const { task_id, language, duration, engine, model } = message;
  const content = JSON.stringify({ text, segments, language, duration, engine, model });
  const path = await writeBelow(config.sharedRoot, folder, `${task_id}.result.json`, content);
  return { ...rest, text: null, segments: null, result_path: path };
}

/** All or nothing, and never through a link: what lies there under that name is replaced. */
async function writeBelow(root: string, folder: string, name: string, content: string): Promise<string> {
  const place = await findFolder(root, folder);
  const unfinished = join(place, `.${randomUUID()}`);
  const handle = await open(unfinished, 'wx', 0o644);
  try {
    await handle.writeFile(content);
    await handle.sync();
    await handle.close();
    await rename(unfinished, join(place, name));
  } catch (thrown) {
    await handle.close().catch(() => {});
    await rm(unfinished, { force: true });
    throw thrown;
  }
  return join(folder, name);
}
