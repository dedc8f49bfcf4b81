import { createMessenger } from '../../compose.ts';
import { tellTelegramFailure } from '../../tell-telegram-failure.ts';
import type { CommandContext } from '../command.ts';
import type { Examination } from './finding.ts';

/** Milliseconds for each answer. */
const answerLimit = 5_000;

/** Where a bot has a token: whether Telegram knows it, and how its messages come in. Changes nothing there. */
export function examineTelegram({ config, signal, texts }: CommandContext): Examination[] {
  const { telegram } = config;
  if (!telegram) return [];
  const look: Examination['look'] = async () => {
    const messenger = createMessenger({ telegram });
    try {
      const options = { signal, timeLimit: answerLimit };
      const { username } = await messenger.call('getMe', {}, options);
      const { url = '', last_error_message: failure } = await messenger.call('getWebhookInfo', {}, options);
      const isWanted = telegram.webhookUrl !== undefined;
      const text = texts.text(isWanted ? 'doctor-telegram-webhook' : 'doctor-telegram', { username });
      if (isWanted && failure !== undefined && url === telegram.webhookUrl) {
        const detail = failure.slice(0, 200);
        return {
          state: 'warning',
          text: texts.text('doctor-telegram-webhook-fails', { detail, username }),
          hint: texts.text('doctor-telegram-webhook-hint'),
        };
      }
      if (isWanted || url === '') return { state: 'ok', text };
      return { state: 'warning', text, hint: texts.text('doctor-telegram-removes-hint') };
    } catch (thrown) {
      throw tellTelegramFailure(thrown);
    } finally {
      await messenger.close();
    }
  };
  return [{ name: 'telegram', look }];
}
