import { accountMethods } from './account.ts';
import type { BuiltMethods } from './call.ts';
import { chatMethods } from './chats.ts';
import { gestureMethods } from './gestures.ts';
import { mediaMethods } from './media.ts';
import { passingMethods } from './pass-on.ts';
import { settingMethods } from './settings.ts';
import { textMethods } from './texts.ts';
import { webhookMethods } from './webhooks.ts';

/** Every method that is built, under the name as Telegram writes it. */
export const methods: BuiltMethods = {
  ...accountMethods,
  ...webhookMethods,
  ...textMethods,
  ...mediaMethods,
  ...passingMethods,
  ...gestureMethods,
  ...chatMethods,
  ...settingMethods,
  getChatMembersCount: chatMethods.getChatMemberCount,
};
