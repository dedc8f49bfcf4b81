// Recordings through an installation in which things go wrong, for as long as you like:
//
//     ./efir chaos [--minutes N] [--seed S] [--broker inprocess|redis|rabbitmq] [--keep]
//
//     ./efir chaos --chats N [--seed S] [--broker …] [--keep]
//
// With --chats it is N conversations with the Telegram bot, in a sandbox, whose processes are killed at random.
// --keep leaves the logs. Without a broker all three are tried, one after the other, each for the given time. Needs redis-server and
// rabbitmq-server of the system. Ends with exit code 1 when a promise was broken.

import { parseArgs } from 'node:util';
import type { BrokerName } from '../support/installation.ts';
import { type ChaosOutcome, makeChaos } from './make-chaos.ts';
import { type ChatChaosOutcome, makeChatChaos } from './make-chat-chaos.ts';

const { values } = parseArgs({
  options: {
    chats: { type: 'string' },
    minutes: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    broker: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
});
const brokers: readonly BrokerName[] = ['inprocess', 'redis', 'rabbitmq'];
const chosen = brokers.filter((broker) => values.broker === undefined || values.broker === broker);
if (chosen.length === 0) throw new Error(`--broker is one of ${brokers.join(', ')}`);
const seed = Number(values.seed);
const seconds = Number(values.minutes) * 60;

for (const broker of chosen) {
  const conversations = Number(values.chats ?? 0);
  console.log(`# ${broker}: ${conversations > 0 ? `${conversations} chats` : `${seconds} s`}, seed ${seed}`);
  const began = performance.now();
  const tell = (line: string) =>
    console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}`);
  if (conversations > 0)
    printChats(await makeChatChaos({ broker, seed, conversations, keep: values.keep, tell }));
  else printOutcome(await makeChaos({ broker, seed, seconds, keep: values.keep, tell }));
}

function printChats({ faults, kills, voices }: ChatChaosOutcome): void {
  const all = Object.entries(kills).map(([role, times]) => `${times} × ${role}`);
  console.log(`  ${voices} voice messages; killed: ${all.join(', ')}`);
  for (const fault of faults) console.log(`  BROKEN: ${fault}`);
  console.log(faults.length === 0 ? '  every promise kept' : '  PROMISES BROKEN');
  if (faults.length > 0) process.exitCode = 1;
}

function printOutcome(outcome: ChaosOutcome): void {
  const { faults, recordings, pieces, recomputed, recomputable, calamities, unasked } = outcome;
  const all = Object.entries(calamities).toSorted(([a], [b]) => a.localeCompare(b));
  console.log(all.map(([name, times]) => `  ${times} × ${name}`).join('\n'));
  console.log(
    `  ${recordings} recordings, ${pieces} pieces; ${recomputed} computed again (${recomputable} allowed)`,
  );
  if (unasked > 0) console.log(`  ${unasked} processes ended by themselves and were started again`);
  for (const fault of faults) console.log(`  BROKEN: ${fault}`);
  const kept = faults.length === 0 && recomputed <= recomputable;
  console.log(kept ? '  every promise kept' : '  PROMISES BROKEN');
  if (!kept) process.exitCode = 1;
}
