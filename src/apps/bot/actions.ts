import type { BotAction } from './bot-action.ts';

/** Every action that a button may name (`keepAction`), by its name. */
export const actionsByName: Readonly<Record<string, BotAction>> = {};
