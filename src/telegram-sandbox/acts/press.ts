import { isPresent } from '../chats.ts';
import type { Press, PressView } from '../interface.ts';
import { Impossible } from '../refusal.ts';
import { renderMessage } from '../render-message.ts';
import { pushUpdate } from '../updates.ts';
import { publishChange } from '../watching.ts';
import type { PressState, SandboxChat, StoredMessage, World } from '../world.ts';
import { findPerson } from './create.ts';

const longestWaitSeconds = 60;

/** A person presses a button below a message, and perhaps waits for the bot's answer. */
export async function press(world: World, chat: SandboxChat, given: Press): Promise<PressView> {
  const { user } = findPerson(world, given.user);
  if (!isPresent(chat, user.id)) throw new Impossible(`${user.first_name} is not in the chat`, 403);
  const message = chat.messages.get(given.message);
  if (!message) throw new Impossible(`there is no message ${given.message}`, 404);
  if (message.sender.kind !== 'bot') throw new Impossible('the message is of no bot', 409);
  const data = findData(message, given.button);
  const { bot } = message.sender;
  const id = String(BigInt(user.id) * 1_000_000n + BigInt(world.number('press')));
  const { promise: answered, resolve } = Promise.withResolvers<void>();
  const state: PressState = {
    id,
    bot,
    chat,
    userId: user.id,
    at: world.clock.now(),
    answer: undefined,
    answered,
    settle() {
      resolve();
      publishChange(world, chat, { name: 'pressed', press: viewPress(state), user: user.id });
    },
  };
  world.presses.set(id, state);
  pushUpdate(world, bot, 'callback_query', {
    id,
    from: user,
    message: renderMessage(bot, message),
    chat_instance: String(BigInt(chat.id) * 31n),
    data,
  });
  await wait(world, state, Math.min(longestWaitSeconds, given.waitSeconds ?? 0));
  return viewPress(state);
}

function viewPress({ id, answer }: PressState): PressView {
  return { id, answered: answer !== undefined, ...answer };
}

function findData(message: StoredMessage, wanted: Press['button']): string {
  const rows = message.keyboard?.inline_keyboard ?? [];
  const buttons = rows.flatMap((row, y) => row.map((button, x) => ({ button, x, y })));
  const found = buttons.find(({ button, x, y }) => {
    if (typeof wanted === 'string') return button.text === wanted;
    if (typeof wanted !== 'object' || wanted === null) return false;
    if ('data' in wanted) return 'callback_data' in button && button.callback_data === wanted.data;
    return wanted.row === y && wanted.column === x;
  })?.button;
  if (!found) {
    const there = buttons.map(({ button }) => `"${button.text}"`).join(', ');
    throw new Impossible(`there is no such button; there are ${there || 'none'}`, 404);
  }
  if (!('callback_data' in found)) throw new Impossible('the button opens something: it asks no bot', 409);
  return found.callback_data;
}

async function wait(world: World, { answered }: PressState, seconds: number): Promise<void> {
  if (seconds <= 0) return;
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000);
    world.closing.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([answered, over]);
  clearTimeout(timer);
}
