import { Composer } from 'grammy';
import type { BotContext } from '../bot-context.ts';

/** Commands, and what groups ask for by a mention or a reaction. */
export const commands = new Composer<BotContext>();
