import { Composer } from 'grammy';
import type { BotContext } from '../bot-context.ts';

/** Recordings and links to recordings. */
export const recordings = new Composer<BotContext>();
