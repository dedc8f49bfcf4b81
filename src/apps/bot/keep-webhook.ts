import { sleep } from '../../core/time.ts';
import { tellTelegramFailure } from '../tell-telegram-failure.ts';
import { findWebhookSecret } from './answer-webhook.ts';
import type { BotWork } from './bot-work.ts';
import { updateKinds } from './check-update.ts';
import type { ReceptionState } from './reception-state.ts';

/** Milliseconds between two looks whether the webhook still stands. */
const lookInterval = 60_000;
/** Milliseconds until the first try after a failure, and at most; each is twice the one before. */
const firstPause = 500;
const longestPause = 30_000;
/** Updates that Telegram brings at once. */
const mostConnections = 40;

/** Sees to it that Telegram brings updates to the address of the settings. It is set only where it differs. */
export async function keepWebhook(work: BotWork, state: ReceptionState, signal: AbortSignal): Promise<void> {
  const { bot, database } = work;
  state.set({ state: 'ok', detail: 'another process keeps the webhook' });
  await database.lead(`bot:${bot.id}`, signal, async (leading) => {
    let pause = 0;
    while (!leading.aborted) {
      pause = await lookOnce(work, state, { signal: leading, before: pause });
      await sleep(pause || lookInterval, leading).catch(() => {});
    }
    if (!signal.aborted) state.set({ state: 'ok', detail: 'another process keeps the webhook' });
  });
}

/** The milliseconds to wait after a failure; 0: there was none. */
async function lookOnce(
  work: BotWork,
  state: ReceptionState,
  { signal, before }: { readonly signal: AbortSignal; readonly before: number },
): Promise<number> {
  try {
    await mendWebhook(work, signal);
    state.set({ state: 'ok', detail: 'the webhook is set' });
    return 0;
  } catch (thrown) {
    if (signal.aborted) return 0;
    const error = tellTelegramFailure(thrown);
    state.fail(error);
    if (error.code === 'telegram-token-wrong') return lookInterval;
    return Math.min(longestPause, before === 0 ? firstPause : before * 2);
  }
}

async function mendWebhook({ config, logger, messenger }: BotWork, signal: AbortSignal): Promise<void> {
  const { telegram } = config;
  const url = telegram.webhookUrl;
  if (url === undefined) return;
  const known = await messenger.call('getWebhookInfo', {}, { signal });
  const kinds = (known.allowed_updates ?? []).toSorted().join();
  const isSame = known.url === url && kinds === [...updateKinds].toSorted().join();
  // The secret cannot be asked for; that it is another one shows by our own refusals.
  const isRefused = /\b401\b/.test(known.last_error_message ?? '');
  if (isSame && !isRefused) return;
  await messenger.call(
    'setWebhook',
    {
      ...{ url, allowed_updates: updateKinds, max_connections: mostConnections },
      secret_token: findWebhookSecret(telegram),
    },
    { signal },
  );
  logger.info('the webhook was set');
}
