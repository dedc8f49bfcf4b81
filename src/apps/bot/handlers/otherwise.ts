import { Composer } from 'grammy';
import type { BotContext } from '../bot-context.ts';

/** What nobody above understood: it is answered, not dropped. */
export const otherwise = new Composer<BotContext>();
