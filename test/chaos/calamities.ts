import { sleep } from '../../src/core/time.ts';
import type { BrokerName, Installation } from '../support/installation.ts';
import type { RoleProcess } from '../support/role-process.ts';
import type { Random } from './random.ts';

/** Something bad that happens to an installation; resolves with whether it did. */
export interface Calamity {
  readonly name: string;
  /** How often, beside the others. */
  readonly weight: number;
  /** Whether it may make a worker compute the pieces in its hands again. */
  readonly costsPieces: boolean;
  happen(installation: Installation, random: Random): Promise<boolean>;
}

export function listCalamities(broker: BrokerName): Calamity[] {
  return broker === 'inprocess'
    ? [...everywhere, ...inOneProcess]
    : [...everywhere, ...apart, ...atTheBroker];
}

const everywhere: readonly Calamity[] = [
  {
    name: 'kill an engine host or a decoder',
    weight: 2,
    costsPieces: true,
    happen: async (installation, random) => pickRole(installation, random, 'worker', 'up').killChild(),
  },
  {
    name: 'kill PostgreSQL',
    weight: 1,
    costsPieces: false,
    happen: (installation) => installation.killDatabase().then(() => true),
  },
];

const inOneProcess: readonly Calamity[] = [
  { name: 'kill efir up', weight: 3, costsPieces: true, happen: killRole('up') },
  { name: 'hang efir up', weight: 1, costsPieces: true, happen: hangRole('up') },
];

const apart: readonly Calamity[] = [
  { name: 'kill a worker', weight: 4, costsPieces: true, happen: killRole('worker') },
  { name: 'hang a worker', weight: 2, costsPieces: true, happen: hangRole('worker') },
  { name: 'kill a coordinator', weight: 3, costsPieces: false, happen: killRole('coordinator') },
  { name: 'hang a coordinator', weight: 1, costsPieces: false, happen: hangRole('coordinator') },
  { name: 'kill the api', weight: 2, costsPieces: false, happen: killRole('api') },
];

const atTheBroker: readonly Calamity[] = [
  {
    name: 'restart the broker',
    weight: 2,
    costsPieces: false,
    happen: async ({ broker }, random) => {
      await broker?.kill();
      await sleep(random.between(100, 2_000));
      await broker?.start();
      return true;
    },
  },
  {
    name: 'empty the broker',
    weight: 2,
    costsPieces: false,
    happen: async ({ broker }) => {
      await broker?.flush();
      return true;
    },
  },
  {
    name: 'take the broker away for longer than a lease',
    weight: 0.5,
    costsPieces: false,
    happen: async ({ broker, lease }) => {
      await broker?.kill();
      await sleep(lease * 1_500);
      await broker?.start();
      return true;
    },
  },
];

export function pickCalamity(calamities: readonly Calamity[], random: Random): Calamity {
  const whole = calamities.reduce((sum, calamity) => sum + calamity.weight, 0);
  let left = random.between(0, whole);
  for (const calamity of calamities) {
    left -= calamity.weight;
    if (left < 0) return calamity;
  }
  return random.pick(calamities);
}

function killRole(role: string): Calamity['happen'] {
  return async (installation, random) => pickRole(installation, random, role).kill();
}

/** Long enough that its leases run out, and its work goes to others before it wakes. */
function hangRole(role: string): Calamity['happen'] {
  return (installation, random) =>
    pickRole(installation, random, role).hang(installation.lease * random.between(500, 2_500));
}

function pickRole({ roles }: Installation, random: Random, ...names: readonly string[]): RoleProcess {
  return random.pick(roles.filter((role) => names.includes(role.name.replace(/-\d+$/, ''))));
}
