import { Composer } from 'grammy';
import type { BotContext } from './bot-context.ts';
import { actions } from './handlers/actions.ts';
import { admission } from './handlers/admission.ts';
import { commands } from './handlers/commands.ts';
import { corrections } from './handlers/corrections.ts';
import { dialogues } from './handlers/dialogues.ts';
import { groups } from './handlers/groups.ts';
import { membership } from './handlers/membership.ts';
import { otherwise } from './handlers/otherwise.ts';
import { recordings } from './handlers/recordings.ts';

/** In this order each update is offered to them, until one takes it by not calling `next`. */
const handlers = [
  membership,
  admission,
  actions,
  dialogues,
  corrections,
  commands,
  groups,
  recordings,
  otherwise,
];

const route = new Composer<BotContext>(...handlers).middleware();

/** Brings an update to whoever handles it. Rejects with what they reject with. */
export async function routeUpdate(context: BotContext): Promise<void> {
  await route(context, async () => {});
}
