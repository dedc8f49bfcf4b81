import { sql } from 'kysely';
import type { TenantRead, TenantTx } from '../../db/database.ts';

/** One person in one chat: who is asked one thing at a time there. */
export interface DialoguePlace {
  readonly bot: { readonly id: number };
  readonly chatId: number;
  readonly userId: number;
}

/** A question that waits for its answer. */
export interface Dialogue {
  readonly step: string;
  readonly version: number;
  readonly payload: Record<string, unknown>;
}

export interface Question {
  readonly step: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Minutes that a question waits: who comes back later wants something else. */
const patience = 15;

/** Asks somebody something, in place of what they were asked before. Gives the version that an answer has to name. */
export async function askDialogue(tx: TenantTx, place: DialoguePlace, question: Question): Promise<number> {
  const { version } = await tx
    .insertInto('chat_dialogues')
    .values({
      ...toColumns(tx, place),
      step: question.step,
      payload: JSON.stringify(question.payload),
      // No dialogue that was ended before began with the same, so that its late answer is not taken for one of this.
      version: sql<number>`floor(random() * 1000000000)::integer`,
      expires_at: later,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'bot_id', 'chat_id', 'user_id']).doUpdateSet({
        step: question.step,
        payload: JSON.stringify(question.payload),
        version: sql<number>`chat_dialogues.version + 1`,
        expires_at: later,
      }),
    )
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

/** What somebody is being asked; undefined when that is nothing, or was too long ago. */
export async function findDialogue(tx: TenantRead, place: DialoguePlace): Promise<Dialogue | undefined> {
  return tx
    .selectFrom('chat_dialogues')
    .select(['step', 'version', 'payload'])
    .where('bot_id', '=', place.bot.id)
    .where('chat_id', '=', place.chatId)
    .where('user_id', '=', place.userId)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
}

/**
 * Takes the answer to `version` of a dialogue: it ends, or goes on with the `next` question. Of two who answer the same
 * version one is heard; the other, and whoever is too late, is told false.
 */
export async function answerDialogue(
  tx: TenantTx,
  place: DialoguePlace,
  { version, next }: { readonly version: number; readonly next?: Question },
): Promise<boolean> {
  const still = sql<boolean>`
    bot_id = ${place.bot.id} and chat_id = ${place.chatId} and user_id = ${place.userId}
    and version = ${version} and expires_at > now()`;
  if (!next) {
    const ended = await tx.deleteFrom('chat_dialogues').where(still).returning('version').executeTakeFirst();
    return ended !== undefined;
  }
  const moved = await tx
    .updateTable('chat_dialogues')
    .set({
      step: next.step,
      payload: JSON.stringify(next.payload),
      version: sql<number>`version + 1`,
      expires_at: later,
    })
    .where(still)
    .returning('version')
    .executeTakeFirst();
  return moved !== undefined;
}

/** Ends whatever somebody is being asked; says whether that was anything. */
export async function endDialogue(tx: TenantTx, place: DialoguePlace): Promise<boolean> {
  const ended = await tx
    .deleteFrom('chat_dialogues')
    .where('bot_id', '=', place.bot.id)
    .where('chat_id', '=', place.chatId)
    .where('user_id', '=', place.userId)
    .returning(sql<boolean>`expires_at > now()`.as('waited'))
    .executeTakeFirst();
  return ended?.waited ?? false;
}

const later = sql<Date>`now() + make_interval(mins => ${patience})`;

function toColumns(tx: TenantTx, { bot, chatId, userId }: DialoguePlace) {
  return { tenant_id: tx.tenantId, bot_id: bot.id, chat_id: chatId, user_id: userId };
}
