// The bot beside a bare one: from a person's message to the first thing that he sees, over the sandbox in place of
// Telegram, with its limits counted. First a bare grammY bot that answers each text, then Efir whole (`efir up`: PostgreSQL,
// inbox, outbox), both asked at the same rate; then Efir at more than Telegram lets it answer: nothing may be lost, every
// chat keeps its order, and the backlog drains. Aims: 150 ms at 15 updates a second; no loss at 50; no limit exceeded.
//
//     ./efir bench bot [--updates N] [--chats N] [--json]

import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Bot } from 'grammy';
import type { Call } from '../src/telegram-sandbox/interface.ts';
import { startTelegramSandbox } from '../src/telegram-sandbox/start-telegram-sandbox.ts';
import { untilUp } from '../test/chaos/make-chaos.ts';
import { type Installation, install } from '../test/support/installation.ts';
import type { ChatOfPerson } from '../test/support/telegram/chat-of-person.ts';
import { joinSandbox, type Person, type Sandbox } from '../test/support/telegram/start-sandbox.ts';
import { median, report } from './report.ts';

const { values } = parseArgs({
  options: {
    updates: { type: 'string', default: '10000' },
    chats: { type: 'string', default: '1000' },
    json: { type: 'boolean' },
    /** Set for the processes beside: what to be, and where the sandbox is. */
    be: { type: 'string' },
    url: { type: 'string', default: '' },
    token: { type: 'string', default: '' },
  },
});

/** Updates a second that people send in the calm part, and in the rush. */
const calm = 15;
const rush = 50;
/** Updates of the calm part. */
const calmUpdates = 600;
/** Milliseconds without an answer after which the rest counts as lost. */
const silence = 30_000;
const question = '/help';

if (values.be === 'sandbox') await beSandbox();
else if (values.be === 'echo') await beEcho();
else await compare();

async function beSandbox(): Promise<void> {
  const { url } = await startTelegramSandbox({
    bots: [{ username: 'bare_bot' }, { username: 'efir_bot' }],
    limits: { refuse: true },
  });
  console.log(url);
}

async function beEcho(): Promise<void> {
  const bot = new Bot(values.token, { client: { apiRoot: values.url } });
  bot.on('message:text', (context) => context.reply(context.message.text));
  await bot.start({ onStart: () => console.log('started') });
}

async function compare(): Promise<void> {
  const sandbox = await startBeside('sandbox');
  const telegram = await joinSandbox(sandbox.line);
  let efir: Installation | undefined;
  try {
    const { token } = await telegram.readBot('bare_bot');
    const { token: ownToken } = await telegram.readBot('efir_bot');
    const people: Person[] = [];
    for (let index = 0; index < Number(values.chats); index++)
      people.push(await telegram.person(`Person ${index}`, { languageCode: 'en' }));

    const echo = await startBeside('echo', '--url', telegram.url, '--token', token);
    const bare = await ask(telegram, people, 'bare_bot', { perSecond: calm, updates: calmUpdates });
    echo.close();

    efir = await install('inprocess', {
      settings: { TELEGRAM_BOT_TOKEN: ownToken, TELEGRAM_API_URL: telegram.url, LOG_LEVEL: 'warn' },
    });
    await untilUp(efir);
    await ask(telegram, people, 'efir_bot', { perSecond: calm, updates: 30 });
    const own = await ask(telegram, people, 'efir_bot', { perSecond: calm, updates: calmUpdates });
    const rushed = await ask(telegram, people, 'efir_bot', {
      perSecond: rush,
      updates: Number(values.updates) - calmUpdates,
    });
    const disorder = await countDisorder(efir);
    tell({ bare, own, rushed, disorder, exceeded: (await telegram.limits.read()).exceeded });
  } finally {
    await efir?.close();
    sandbox.close();
  }
}

interface Asked {
  readonly updates: number;
  readonly answered: number;
  /** Milliseconds from each message to its answer, in order of their length. */
  readonly waits: readonly number[];
  /** Seconds from the first message to the last answer. */
  readonly seconds: number;
}

/** People ask in turns, at a steady rate, whatever is answered meanwhile. */
async function ask(
  telegram: Sandbox,
  people: readonly Person[],
  bot: string,
  { perSecond, updates }: { perSecond: number; updates: number },
): Promise<Asked> {
  await telegram.clearJournal();
  const { id } = await telegram.readBot(bot);
  const chats = people.map((person) => person.in({ bot }));
  const asked = new Map<number, number[]>();
  const began = performance.now();
  const sendings: Promise<void>[] = [];
  for (let index = 0; index < updates; index++) {
    await sleep(Math.max(0, began + (index * 1000) / perSecond - performance.now()));
    const chat = chats[index % chats.length] as ChatOfPerson;
    sendings.push(
      chat.sendText(question).then(({ date }) => {
        asked.set(chat.chatId, [...(asked.get(chat.chatId) ?? []), date]);
      }),
    );
  }
  await Promise.all(sendings);
  const calls = await waitForAnswers(telegram, id, updates);
  return { ...judgeAnswers(calls, asked), updates, seconds: (performance.now() - began) / 1000 };
}

async function waitForAnswers(telegram: Sandbox, bot: number, updates: number): Promise<Call[]> {
  let calls: Call[] = [];
  for (let changed = performance.now(); performance.now() - changed < silence; await sleep(500)) {
    const now = await telegram.journal({ bot, method: 'sendMessage' });
    if (now.length > calls.length) changed = performance.now();
    calls = now;
    if (calls.filter(({ done }) => done).length >= updates) break;
  }
  return calls.filter(({ done }) => done);
}

/** The nth answer in a chat belongs to its nth message. */
function judgeAnswers(
  calls: readonly Call[],
  asked: ReadonlyMap<number, readonly number[]>,
): Pick<Asked, 'answered' | 'waits'> {
  const answers = Map.groupBy(calls, ({ parameters }) => Number(parameters['chat_id']));
  const waits = [...asked].flatMap(([chat, dates]) =>
    (answers.get(chat) ?? []).slice(0, dates.length).map(({ time }, index) => time - (dates[index] ?? 0)),
  );
  return { answered: calls.length, waits: waits.toSorted((a, b) => a - b) };
}

/** Updates that were handled before an older one of the same chat. */
async function countDisorder(efir: Installation): Promise<number> {
  const rows = await efir.query<{ count: number }>(`
    select count(*)::int as count from (
      select handled_at, lag(handled_at) over (partition by bot_id, line order by id) as before from chat_updates
    ) as updates where before is null or handled_at is null or handled_at < before`);
  const [chats] = await efir.query<{ count: number }>(
    'select count(distinct line)::int as count from chat_updates',
  );
  return (rows[0]?.count ?? 0) - (chats?.count ?? 0);
}

interface Outcome {
  readonly bare: Asked;
  readonly own: Asked;
  readonly rushed: Asked;
  readonly disorder: number;
  readonly exceeded: { readonly chat: number; readonly group: number; readonly all: number };
}

function tell({ bare, own, rushed, disorder, exceeded }: Outcome): void {
  const most = ({ waits }: Asked) => waits[Math.floor(waits.length * 0.99)] ?? Number.NaN;
  const lost = own.updates + rushed.updates - own.answered - rushed.answered;
  const above = exceeded.chat + exceeded.group + exceeded.all;
  const none = { unit: '', baseline: 0, ratio: Number.NaN };
  report(`bot: ${values.updates} messages in ${values.chats} chats, beside a bare grammY bot`, [
    {
      name: `message to first answer, ${calm}/s, p50`,
      unit: 'ms',
      figure: median(own.waits),
      baseline: median(bare.waits),
      aim: 'under 150 ms',
      met: median(own.waits) < 150,
    },
    { name: 'p99', unit: 'ms', figure: most(own), baseline: most(bare), aim: '', met: true },
    {
      name: `answers a second while ${rush}/s come; beside what Telegram allows`,
      unit: '/s',
      figure: rushed.answered / rushed.seconds,
      baseline: 30,
      aim: 'the backlog drains',
      met: rushed.answered >= rushed.updates,
    },
    { ...none, name: 'messages without answer', figure: lost, aim: 'none', met: lost === 0 },
    { ...none, name: 'out of their order', figure: disorder, aim: 'none', met: disorder === 0 },
    { ...none, name: 'calls above Telegram’s limits', figure: above, aim: 'none', met: above === 0 },
  ]);
}

/** Another process of this file; `line` is the first that it prints. */
async function startBeside(be: string, ...more: string[]): Promise<{ line: string; close(): void }> {
  const child = spawn(process.execPath, [import.meta.filename, '--be', be, ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve) => child.stdout.setEncoding('utf8').once('data', resolve));
  return { line: line.trim(), close: () => child.kill() };
}
