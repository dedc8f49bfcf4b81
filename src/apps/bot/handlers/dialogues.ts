import { Composer } from 'grammy';
import type { BotContext } from '../bot-context.ts';

/** Answers to questions that the bot asked. */
export const dialogues = new Composer<BotContext>();
