import { accountMethods } from './account.ts';
import type { BuiltMethods } from './call.ts';
import { textMethods } from './texts.ts';

/** Every method that is built, under the name as Telegram writes it. */
export const methods: BuiltMethods = {
  ...accountMethods,
  ...textMethods,
};
