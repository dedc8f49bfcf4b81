import { Composer } from 'grammy';
import type { BotContext } from '../bot-context.ts';

/** Replies that correct what a transcript says. */
export const corrections = new Composer<BotContext>();
