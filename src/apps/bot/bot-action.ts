import type { z } from 'zod';
import type { BotContext } from './bot-context.ts';

/** What a button does when it is pressed. Who pressed it may use the bot there, and the button is theirs to press. */
export interface BotAction {
  /** Undefined when the payload is not what the action takes: it was kept by another version of the program. */
  run(context: BotContext, payload: unknown): Promise<Toast | undefined> | undefined;
}

/** A short sentence over the chat, up to 200 characters; with `alert` it stays until it is closed. */
export interface Toast {
  readonly text: string;
  readonly alert?: boolean;
}

/** Binds the shape of an action's payload to what is done with it; a toast is shown to who pressed. */
export function defineAction<Payload>(action: {
  readonly payload: z.ZodType<Payload>;
  readonly run: (context: BotContext, payload: Payload) => Promise<Toast | undefined>;
}): BotAction {
  return {
    run(context, payload) {
      const read = action.payload.safeParse(payload);
      return read.success ? action.run(context, read.data) : undefined;
    },
  };
}

/** In the payload of any action: only who may change how the bot works in that chat may press. */
export const forAdministrators = { administrators: true } as const;
