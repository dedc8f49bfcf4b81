import { parseLanguage } from '../../compute/speech/language/parse-language.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import type { ChatSettings } from '../../wire/chat.ts';

/** Words that are looked at: a caption is mostly about something else. */
const mostWords = 8;

/**
 * What a recording is to be heard with: what the chat has set, and what its caption says by `/speakers` or by a
 * language, such as `/speakers german`. All else in a caption is not for us.
 */
export function readWishes(settings: ChatSettings, caption = ''): RecordingOptions {
  const words = caption.trim().split(/\s+/, mostWords + 1);
  const wishes = words.length > mostWords ? [] : words;
  const commands = wishes.filter((word) => word.startsWith('/')).map((word) => word.slice(1).split('@')[0]);
  const named = wishes.filter((word) => !/^[/@]/.test(word)).join(' ');
  const language = readLanguage(named) ?? settings.spoken ?? 'auto';
  const diarize = commands.some((word) => word === 'speakers' || word === 'говорящие') || settings.diarize;
  return {
    ...(language === 'auto' ? {} : { language }),
    ...(diarize ? { diarize } : {}),
  };
}

/** `auto` is a wish as well; two letters that are words of their own (`it`, `no`) are none. */
function readLanguage(text: string): string | undefined {
  if (text.length < 3 || text.length > 40) return undefined;
  try {
    return parseLanguage(text) ?? 'auto';
  } catch {
    return undefined;
  }
}
