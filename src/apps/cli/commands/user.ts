import type { Database } from '../../../db/database.ts';
import {
  createPasswordReset,
  type KnownUser,
  listUsers,
  unlockUser,
} from '../../../domain/identity/index.ts';
import { openDatabase } from '../../open-database.ts';
import type { CommandContext } from '../command.ts';
import { writeOut } from '../transcribe/write-target.ts';
import { writeTable } from '../write-table.ts';

/** `efir user list`: everybody who has an account here. */
export async function listAllUsers(context: CommandContext, options: { json?: boolean }): Promise<undefined> {
  const { stdout, texts } = context;
  await visit(context, async (database) => {
    const users = await listUsers(database);
    if (options.json) await writeOut(stdout, `${JSON.stringify(users, null, 2)}\n`);
    else if (users.length === 0) context.say(texts.text('user-none'));
    else {
      const titles = columns.map((column) => texts.text(`user-title-${column}`));
      await writeOut(stdout, writeTable([titles, ...users.map((user) => describe(context, user))]));
    }
  });
}

/**
 * `efir user password EMAIL`: the link alone goes to stdout, so that it can be passed on. Rejects with
 * `user-not-found`.
 */
export async function linkPassword(context: CommandContext, email: string): Promise<undefined> {
  const { config, stdout, texts } = context;
  await visit(context, async (database) => {
    const { expiresAt, name, secret } = await createPasswordReset(database, email);
    const until = expiresAt.toISOString().slice(0, 16).replace('T', ' ');
    context.say(texts.text('user-password', { name, until }));
    await writeOut(stdout, `${baseOf(config)}/reset/${secret}\n`);
    if (config.publicUrl === undefined) context.say(texts.text('user-password-place'));
  });
}

/** `efir user unlock EMAIL`. Rejects with `user-not-found`. */
export async function unlock(context: CommandContext, email: string): Promise<undefined> {
  await visit(context, async (database) => {
    const wasLocked = await unlockUser(database, email);
    const id = wasLocked ? 'user-unlocked' : 'user-open';
    await writeOut(context.stdout, `${context.texts.text(id, { email })}\n`);
  });
}

/** Where people find the dashboard, as far as this command knows. */
function baseOf({ host, port, publicUrl }: CommandContext['config']): string {
  const named = host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : host;
  return publicUrl?.replace(/\/+$/, '') ?? `http://${named.includes(':') ? `[${named}]` : named}:${port}`;
}

async function visit(
  { config, logger, signal }: CommandContext,
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const { database, close } = await openDatabase(config, { logger, signal, purpose: 'visit' });
  try {
    await work(database);
  } finally {
    await close();
  }
}

const columns = ['email', 'name', 'made', 'seen', 'state', 'tenants'] as const;

function describe({ texts }: CommandContext, user: KnownUser): string[] {
  const day = (date: Date | undefined) => date?.toISOString().slice(0, 10) ?? texts.text('token-never');
  return [
    user.email,
    user.name,
    day(user.createdAt),
    day(user.seenAt),
    texts.text(user.lockedUntil ? 'user-state-locked' : 'user-state-open'),
    user.tenants.map(({ name, rank }) => `${name} (${rank})`).join(', '),
  ];
}
