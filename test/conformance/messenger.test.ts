import {
  createScriptedMessenger,
  type ScriptedCall,
} from '../../src/adapters/messenger/scripted/scripted-messenger.ts';
import { createTelegramMessenger } from '../../src/adapters/messenger/telegram/telegram-messenger.ts';
import { MessengerDoubt, MessengerRefusal } from '../../src/ports/messenger.ts';
import type { NewFault } from '../../src/telegram-sandbox/interface.ts';
import { startSandbox } from '../support/telegram/start-sandbox.ts';
import { describeMessenger, type MessengerFault } from './messenger.ts';

const faults: Record<MessengerFault, NewFault> = {
  flood: { method: 'sendMessage', kind: 'flood', retryAfter: 7 },
  broken: { method: 'sendMessage', kind: 'drop-after' },
  'server-error': { method: 'sendMessage', kind: 'status', status: 502, body: '<html>Bad Gateway</html>' },
  silence: { method: 'sendMessage', kind: 'delay-answer', milliseconds: 5_000 },
};

describeMessenger('telegram', async () => {
  const telegram = await startSandbox({ limits: { refuse: false } });
  const messenger = createTelegramMessenger({ token: telegram.token, apiUrl: telegram.url });
  const ann = await telegram.person('Ann');
  await ann.sendText('/start');
  return {
    messenger,
    chatId: ann.id,
    readChat: async () =>
      (await ann.answers()).map(({ text, file }) => (file ? `${file.name}: ${file.bytes}` : text)),
    async fail(fault) {
      await telegram.faults.add(faults[fault]);
    },
    async offer(content) {
      await ann.sendFile('document', content);
      const updates = await messenger.call('getUpdates', { allowed_updates: ['message'] });
      const file_id = updates.at(-1)?.message?.document?.file_id ?? '';
      return (await messenger.call('getFile', { file_id })).file_path ?? '';
    },
    async close() {
      await messenger.close();
      await telegram.close();
    },
  };
});

describeMessenger('scripted', async () => {
  const chat: string[] = [];
  let fault: MessengerFault | undefined;
  const note = (call: ScriptedCall) => {
    const { document, media, text } = call.parameters;
    const files = [document, ...((media as { media: unknown }[] | undefined) ?? []).map((one) => one.media)];
    for (const file of files.filter((one) => one !== undefined) as { name: string; bytes: Uint8Array }[]) {
      chat.push(`${file.name}: ${file.bytes.byteLength}`);
    }
    if (typeof text === 'string') chat.push(text);
    return { message_id: chat.length, text };
  };
  const doubt = (method: string) =>
    new MessengerDoubt({ method, detail: 'as the script says', perhapsDone: true });
  const messenger = createScriptedMessenger((call) => {
    const { method, parameters } = call;
    if (parameters['chat_id'] !== 7) {
      return new MessengerRefusal({ method, status: 400, description: 'Bad Request: chat not found' });
    }
    const meets = fault;
    fault = undefined;
    if (meets === 'flood') {
      throw new MessengerRefusal({ method, status: 429, description: 'Too Many Requests', retryAfter: 7 });
    }
    if (meets === 'silence') return new Promise(() => {});
    if (meets === 'server-error') return doubt(method);
    const noted = note(call);
    return meets === 'broken' ? doubt(method) : noted;
  });
  return {
    messenger,
    chatId: 7,
    readChat: async () => chat,
    async fail(wanted) {
      fault = wanted;
    },
    async offer(content) {
      messenger.files.set('documents/file_1', content);
      return 'documents/file_1';
    },
    close: () => messenger.close(),
  };
});
