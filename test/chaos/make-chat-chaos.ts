import { sleep } from '../../src/core/time.ts';
import type { MessageView } from '../../src/telegram-sandbox/interface.ts';
import { type BrokerName, type Installation, install } from '../support/installation.ts';
import { type Person, type Sandbox, startSandbox } from '../support/telegram/start-sandbox.ts';
import { makeSampleFiles, type Sample } from './load.ts';
import { untilUp } from './make-chaos.ts';
import { createRandom, type Random } from './random.ts';

export interface ChatChaosOptions {
  readonly broker: BrokerName;
  readonly seed: number;
  /** People who write to the bot, each one voice message or two. */
  readonly conversations: number;
  /** Leaves the folder with the logs. */
  readonly keep?: boolean;
  readonly tell?: (line: string) => void;
}

export interface ChatChaosOutcome {
  /** Promises that were broken, in words. */
  readonly faults: readonly string[];
  readonly voices: number;
  readonly kills: Readonly<Record<string, number>>;
}

interface Voice {
  readonly person: Person;
  readonly message: MessageView;
  /** What stands in the chat in the end when nothing goes wrong. */
  readonly answer: string;
}

/** Seconds after the last kill in which everything has to come to its end. */
const patience = 240;
const victims = ['bot', 'bot', 'coordinator', 'worker', 'up'];

/**
 * People send voice messages to the bot while its processes, coordinators and workers are killed at random. In the end
 * each voice message has one answer, the right one; no other message is left beside it; every update was handled, and
 * those of a chat in their order.
 */
export async function makeChatChaos(options: ChatChaosOptions): Promise<ChatChaosOutcome> {
  const { broker, conversations, keep = false, seed, tell = () => {} } = options;
  const random = createRandom(seed);
  const telegram = await startSandbox();
  const settings = { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_URL: telegram.url, TELEGRAM_PORT: '0' };
  const roles =
    broker === 'inprocess' ? ['up'] : ['api', 'coordinator', 'coordinator', 'worker', 'worker', 'bot', 'bot'];
  const installation = await install(broker, { keep, roles, settings });
  if (keep) tell(`logs in ${installation.folder}`);
  try {
    await untilUp(installation);
    const samples = (await makeSampleFiles(installation.folder)).slice(0, 2);
    const undisturbed = await answerUndisturbed(telegram, samples);
    const done = new AbortController();
    const kills: Record<string, number> = {};
    const [voices] = await Promise.all([
      converse({ telegram, samples, undisturbed, conversations, random: createRandom(seed + 1) }).finally(
        () => done.abort(),
      ),
      killRoles(installation, { random, kills, signal: done.signal, tell }),
    ]);
    tell(`${voices.length} voice messages sent; waiting for the answers`);
    await waitForAnswers(voices, patience);
    const faults = [
      ...(await judgeChats(voices)),
      ...(await judgeInbox(installation)),
      ...(await judgeLimits(telegram)),
    ];
    return { faults, voices: voices.length, kills };
  } finally {
    await installation.close();
    await telegram.close();
  }
}

async function answerUndisturbed(
  telegram: Sandbox,
  samples: readonly Sample[],
): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const person = await telegram.person('Calm', { languageCode: 'en' });
  for (const { name, path } of samples) {
    const { id } = await person.sendVoice(path);
    const message = await person.waitFor((one) => one.replyTo === id && isFinal(one), { seconds: 120 });
    answers.set(name, message.text);
  }
  return answers;
}

/** The buttons of a finished answer offer files; those of a placeholder do not. */
function isFinal({ buttons }: MessageView): boolean {
  return buttons.flat().some(({ text }) => text === 'TXT');
}

interface Conversing {
  readonly telegram: Sandbox;
  readonly samples: readonly Sample[];
  readonly undisturbed: ReadonlyMap<string, string>;
  readonly conversations: number;
  readonly random: Random;
}

async function converse({
  telegram,
  samples,
  undisturbed,
  conversations,
  random,
}: Conversing): Promise<Voice[]> {
  const voices: Voice[] = [];
  const plans = Array.from({ length: conversations }, (_, index) => ({
    name: `Person ${index}`,
    voices: Array.from({ length: random.pick([1, 2]) }, () => random.pick(samples)),
    pause: random.between(0, 800),
  }));
  const next = plans.values();
  const oneAfterTheOther = async () => {
    for (const plan of next) {
      const person = await telegram.person(plan.name, { languageCode: 'en' });
      for (const { name, path } of plan.voices) {
        const message = await person.sendVoice(path);
        voices.push({ person, message, answer: undisturbed.get(name) ?? '' });
        await sleep(plan.pause);
      }
      const last = voices.at(-1);
      if (last) await waitForAnswers([last], 20);
    }
  };
  await Promise.all(Array.from({ length: 6 }, oneAfterTheOther));
  return voices;
}

async function killRoles(
  installation: Installation,
  {
    kills,
    random,
    signal,
    tell,
  }: { kills: Record<string, number>; random: Random; signal: AbortSignal; tell: (line: string) => void },
): Promise<void> {
  while (!signal.aborted) {
    await sleep(random.between(500, 3_000));
    const targets = installation.roles.filter(({ name }) => victims.includes(name.replace(/-\d+$/, '')));
    const role = random.pick(targets);
    if (signal.aborted || !role.kill()) continue;
    const kind = role.name.replace(/-\d+$/, '');
    kills[kind] = (kills[kind] ?? 0) + 1;
    tell(`kill ${role.name}`);
  }
}

/** Resolves as well when nothing has ended for so many seconds: what is missing is judged then. */
async function waitForAnswers(voices: readonly Voice[], seconds: number): Promise<void> {
  let until = Date.now() + seconds * 1000;
  for (const { message, person } of voices) {
    for (;;) {
      const answers = await person.answers();
      if (answers.some((one) => one.replyTo === message.id && isFinal(one))) break;
      if (Date.now() > until) return;
      await sleep(200);
    }
    until = Date.now() + seconds * 1000;
  }
  // An orphan may still be on its way out.
  await sleep(5_000);
}

async function judgeChats(voices: readonly Voice[]): Promise<string[]> {
  const faults: string[] = [];
  for (const { answer, message, person } of voices) {
    const answers = (await person.answers()).filter((one) => one.replyTo === message.id);
    const what = `${person.name}, message ${message.id}`;
    if (answers.length !== 1)
      faults.push(`${what} has ${answers.length} answers: ${answers.map(describe).join(' | ')}`);
    else if (answers[0]?.text !== answer)
      faults.push(`${what} has another answer: ${answers.map(describe).join()}`);
  }
  for (const [person, own] of Map.groupBy(voices, (voice) => voice.person)) {
    const answers = await person.answers();
    const order = own.map(({ message }) => answers.find(({ replyTo }) => replyTo === message.id)?.id ?? 0);
    if (order.some((id, index) => id < (order[index - 1] ?? 0)))
      faults.push(`${person.name}: answers out of order`);
    const others = answers.filter(({ replyTo }) => !own.some(({ message }) => message.id === replyTo));
    if (others.length > 0) faults.push(`${person.name} got besides: ${others.map(describe).join(' | ')}`);
  }
  return faults;
}

function describe({ id, text }: MessageView): string {
  return `${id} ${JSON.stringify(text.slice(0, 80))}`;
}

async function judgeInbox(installation: Installation): Promise<string[]> {
  const left = await installation.query<{ state: string; count: number }>(
    `select state, count(*)::int as count from chat_updates where state <> 'handled' group by state`,
  );
  const disorder = await installation.query<{ line: number }>(`
    select distinct line from (
      select line, handled_at, lag(handled_at) over (partition by bot_id, line order by id) as before
      from chat_updates where not urgent
    ) as updates where handled_at < before`);
  const lost = await installation.query<{ count: number }>(`
    select count(*)::int as count from chat_recordings where state in ('accepted', 'working')`);
  return [
    ...left.map(({ count, state }) => `${count} updates are ${state}`),
    ...disorder.map(({ line }) => `updates of chat ${line} were handled out of order`),
    ...lost
      .filter(({ count }) => count > 0)
      .map(({ count }) => `${count} recordings of chats have not ended`),
  ];
}

async function judgeLimits(telegram: Sandbox): Promise<string[]> {
  const { exceeded } = await telegram.limits.read();
  return Object.entries(exceeded)
    .filter(([, count]) => count > 0)
    .map(([limit, count]) => `${count} calls above Telegram's limit: ${limit}`);
}
