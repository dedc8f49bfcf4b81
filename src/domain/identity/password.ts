import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { EfirError } from '../../core/errors.ts';

const shortest = 10;
const longest = 1_000;

/** OWASP's least for argon2id: 19 MiB, two passes, about 60 ms of one core. */
const standard = { memory: 19_456, passes: 2, parallelism: 1 };
const hashBytes = 32;
/** Each takes its memory and a thread that reading files needs as well. */
const mostAtOnce = 2;

/**
 * Refuses what is no password: `password-short` (least) and `password-long` (most). There are no further rules: they
 * make people write passwords down.
 */
export function assertPassword(password: string): void {
  const signs = [...normalise(password)].length;
  if (signs < shortest) throw new EfirError('password-short', { least: shortest });
  if (signs > longest) throw new EfirError('password-long', { most: longest });
}

/** The text that is kept of a password: argon2id with its parameters. Rejects as `assertPassword`. */
export async function hashPassword(password: string): Promise<string> {
  assertPassword(password);
  const salt = randomBytes(16);
  const hash = await derive(password, salt, standard);
  return writeHash(salt, hash);
}

/** Whether it is the one that is kept. An absent one takes as long as a wrong one. */
export async function matchesPassword(password: string, kept: string | null | undefined): Promise<boolean> {
  const { hash, parameters, salt } = readHash(kept ?? '') ?? nobody;
  // Nobody has so long a password, and whoever tries one waits no shorter.
  const tried = [...password].length > longest ? '' : password;
  const found = await derive(tried, salt, parameters);
  return timingSafeEqual(found, hash) && tried === password && hash !== nobody.hash;
}

const nobody = { salt: randomBytes(16), hash: randomBytes(hashBytes), parameters: standard };

/** The same signs, however a keyboard composes them. */
function normalise(password: string): string {
  return password.normalize('NFC');
}

const waiting: (() => void)[] = [];
let running = 0;

async function derive(password: string, salt: Buffer, parameters: typeof standard): Promise<Buffer> {
  if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await argon2id({
      ...parameters,
      message: Buffer.from(normalise(password)),
      nonce: salt,
      tagLength: hashBytes,
    });
  } finally {
    // The place goes on to the next, or is free.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

const argon2id: (parameters: Argon2Parameters) => Promise<Buffer> = promisify(
  (parameters: Argon2Parameters, done: (error: Error | null, key: Buffer) => void) =>
    argon2('argon2id', parameters, done),
);

function writeHash(salt: Buffer, hash: Buffer): string {
  const { memory, parallelism, passes } = standard;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(salt)}$${encode(hash)}`;
}

/** As the PHC strings of other programs: base64 without padding. */
function encode(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

function readHash(text: string) {
  const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;
  const [, memory, passes, parallelism, salt = '', hash = ''] = form.exec(text) ?? [];
  const kept = Buffer.from(hash, 'base64');
  if (kept.byteLength !== hashBytes) return undefined;
  return {
    salt: Buffer.from(salt, 'base64'),
    hash: kept,
    parameters: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
  };
}
