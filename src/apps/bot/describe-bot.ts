import type { Messenger } from '../../ports/messenger.ts';
import { type Language, languages, type Texts } from '../../texts/texts.ts';

/** Milliseconds for each word to Telegram. */
const answerLimit = 10_000;

const anywhere = ['help', 'history', 'usage', 'cancel', 'privacy'];

/** Commands that Telegram offers, by who sees them where. */
const scopes = [
  { type: 'default', commands: ['start', ...anywhere] },
  {
    type: 'all_private_chats',
    commands: ['start', 'help', 'settings', 'history', 'usage', 'link', 'cancel', 'privacy'],
  },
  { type: 'all_group_chats', commands: ['text', ...anywhere] },
  { type: 'all_chat_administrators', commands: ['text', 'settings', ...anywhere] },
] as const;

/**
 * Tells Telegram the bot's commands and what it is for, in both languages; English is for everybody else. May be
 * repeated. Rejects as `Messenger.call` does; then some of it may be told.
 */
export async function describeBot(
  messenger: Pick<Messenger, 'call'>,
  texts: (language: Language) => Texts,
  signal?: AbortSignal,
): Promise<void> {
  const options = { timeLimit: answerLimit, ...(signal ? { signal } : {}) };
  for (const language of languages) {
    const { text } = texts(language);
    const spoken = language === 'en' ? {} : { language_code: language };
    for (const { commands, type } of scopes) {
      const described = commands.map((command) => ({ command, description: text(`bot-command-${command}`) }));
      await messenger.call('setMyCommands', { commands: described, scope: { type }, ...spoken }, options);
    }
    await messenger.call('setMyDescription', { description: text('bot-description'), ...spoken }, options);
    const short = text('bot-description-short');
    await messenger.call('setMyShortDescription', { short_description: short, ...spoken }, options);
  }
}
