import { sleep } from '../../core/time.ts';
import { type ClaimedMessage, holdMessage, takePace } from '../../domain/chats/index.ts';
import {
  MessengerDoubt,
  MessengerRefusal,
  type MethodName,
  type MethodParameters,
  type MethodResult,
} from '../../ports/messenger.ts';
import type { BotWork } from './bot-work.ts';
import type { DraftState } from './draft-state.ts';
import type { FloodWatch } from './flood-watch.ts';
import { judgeRefusal } from './judge-refusal.ts';
import type { TroubleWatch } from './trouble-watch.ts';

export type CallWork = Pick<BotWork, 'bot' | 'database' | 'messenger' | 'metrics'>;

/** Milliseconds until a call must be answered: shorter than any claim. */
const callLimit = 15_000;
/** The same for what carries files, and the seconds for which their claim holds. */
const fileLimit = 300_000;
const fileLease = 360;
/** Seconds that a claim holds while a further call waits for its place in a group. */
const patientLease = 150;

/** Calls of one turn of a message; the first has its place within the limits, further ones wait for theirs. */
export interface TurnOfCalls {
  /** Whether anything was called yet. */
  begun(): boolean;
  /** Holds the message while a file is made for it, which may take longer than a claim. */
  holdForFile(): Promise<void>;
  call<Method extends MethodName>(
    method: Method,
    parameters: MethodParameters<Method>,
    options?: { readonly file?: boolean },
  ): Promise<MethodResult<Method>>;
}

/** The claim is over: somebody else has the message, and nothing may be called for it. */
export class ClaimOver extends Error {
  override readonly name = 'ClaimOver';
}

/** Lets calls of this process begin one after the other, whatever held them up. */
export interface Gate {
  enter(signal: AbortSignal): Promise<void>;
}

export interface TurnTerms {
  readonly gate: Gate;
  readonly drafts: DraftState;
  readonly floods: FloodWatch;
  readonly troubles: TroubleWatch;
  readonly signal: AbortSignal;
  /** By this process's clock: a first call that began later might outlast the claim. */
  readonly freshUntil: number;
}

export function beginTurn(work: CallWork, claimed: ClaimedMessage, terms: TurnTerms): TurnOfCalls {
  const { freshUntil, gate, signal, troubles } = terms;
  let begun = false;
  return {
    begun: () => begun,
    holdForFile: () => hold(work, claimed, fileLease),
    async call(method, parameters, { file = false } = {}) {
      if (begun) await waitForPlace(work, claimed, signal);
      else if (file) await hold(work, claimed, fileLease);
      else if (performance.now() > freshUntil) throw new ClaimOver();
      begun = true;
      await gate.enter(signal);
      const timeLimit = file ? fileLimit : callLimit;
      try {
        const result = await work.messenger.call(method, parameters, { signal, timeLimit });
        work.metrics.chatCalls.inc({ method, outcome: 'done' });
        troubles.note(claimed.chatId, 'done');
        return result;
      } catch (thrown) {
        work.metrics.chatCalls.inc({ method, outcome: tellOutcome(thrown) });
        if (thrown instanceof MessengerDoubt) troubles.note(claimed.chatId, 'doubt');
        throw thrown;
      }
    },
  };
}

/** Asks for the place of one more call, as long as that takes. */
async function waitForPlace(work: CallWork, claimed: ClaimedMessage, signal: AbortSignal): Promise<void> {
  const { bot, database } = work;
  const { chatId, chatKind } = claimed;
  for (let ended = true; ; ended = false) {
    // The claim may not be over before the place is free: somebody else would send the same.
    await hold(work, claimed, patientLease);
    const wait = await takePace(database, bot, { chatId, group: chatKind !== 'private', ended });
    if (wait === 0) return;
    await sleep(Math.ceil(Math.min(wait, patientLease / 2) * 1000), signal);
  }
}

async function hold({ bot, database }: CallWork, claimed: ClaimedMessage, lease: number): Promise<void> {
  if (!(await holdMessage(database, bot, claimed, lease))) throw new ClaimOver();
}

function tellOutcome(thrown: unknown): string {
  if (thrown instanceof MessengerDoubt) return 'doubt';
  if (!(thrown instanceof MessengerRefusal)) return 'stopped';
  const reason = judgeRefusal(thrown);
  if (reason === 'same') return 'same';
  return reason === 'flood' ? 'flooded' : 'refused';
}
