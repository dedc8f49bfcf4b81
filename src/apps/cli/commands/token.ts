import { EfirError } from '../../../core/errors.ts';
import { type ApiKeyId, isUuid, type TenantId } from '../../../core/ids.ts';
import type { Database } from '../../../db/database.ts';
import {
  type ApiKey,
  createApiKey,
  ensureFirstTenant,
  isScope,
  listApiKeys,
  revokeApiKey,
  type Scope,
  scopes,
} from '../../../domain/identity/index.ts';
import { openDatabase } from '../../open-database.ts';
import type { CommandContext } from '../command.ts';
import { writeOut } from '../transcribe/write-target.ts';
import { writeTable } from '../write-table.ts';

interface TenantOption {
  readonly tenant?: string;
}

/** `efir token create`: the key alone goes to stdout, so that it can be caught in a variable. */
export async function createToken(
  context: CommandContext,
  options: TenantOption & { name?: string; scope?: readonly string[]; days?: string },
): Promise<undefined> {
  const { say, stdout, texts } = context;
  const chosen = readScopes(context, options.scope);
  const expiresAt = readExpiry(context, options.days);
  await visit(context, options, async (database, tenantId) => {
    const name = options.name ?? 'command line';
    const { key } = await createApiKey(database, { tenantId, name, scopes: chosen, expiresAt });
    say(texts.text('token-created'));
    await writeOut(stdout, `${key}\n`);
  });
}

/** `efir token list`: all keys of the tenant, without their secrets. */
export async function listTokens(
  context: CommandContext,
  options: TenantOption & { json?: boolean },
): Promise<undefined> {
  const { stdout, texts } = context;
  await visit(context, options, async (database, tenantId) => {
    const keys = await listApiKeys(database, tenantId);
    if (options.json) await writeOut(stdout, `${JSON.stringify(keys, null, 2)}\n`);
    else if (keys.length === 0) context.say(texts.text('token-none'));
    else {
      const titles = columns.map((column) => texts.text(`token-title-${column}`));
      await writeOut(stdout, writeTable([titles, ...keys.map((key) => describe(context, key))]));
    }
  });
}

/** `efir token revoke ID`. Rejects with `api-key-not-found`. */
export async function revokeToken(
  context: CommandContext,
  options: TenantOption & { id: string },
): Promise<undefined> {
  const { id } = options;
  if (!isUuid(id)) throw new EfirError('api-key-not-found', { id });
  await visit(context, options, async (database, tenantId) => {
    await revokeApiKey(database, tenantId, id as ApiKeyId);
    await writeOut(context.stdout, `${context.texts.text('token-revoked', { id })}\n`);
  });
}

async function visit(
  { config, logger, signal }: CommandContext,
  options: TenantOption,
  work: (database: Database, tenantId: TenantId) => Promise<void>,
): Promise<void> {
  if (options.tenant !== undefined && !isUuid(options.tenant)) {
    throw new EfirError('usage-invalid', { detail: `--tenant ${options.tenant}` });
  }
  const { database, close } = await openDatabase(config, { logger, signal, purpose: 'visit' });
  try {
    const tenantId = (options.tenant as TenantId | undefined) ?? (await ensureFirstTenant(database)).id;
    await work(database, tenantId);
  } finally {
    await close();
  }
}

function readScopes({ texts }: CommandContext, given: readonly string[] | undefined): readonly Scope[] {
  const unknown = given?.find((name) => !isScope(name));
  if (unknown === undefined) return given?.filter(isScope) ?? scopes;
  const detail = texts.text('usage-scope', { name: unknown, known: scopes.join(', ') });
  throw new EfirError('usage-invalid', { detail });
}

function readExpiry({ texts }: CommandContext, days: string | undefined): Date | undefined {
  if (days === undefined) return undefined;
  if (!/^[1-9]\d{0,4}$/.test(days))
    throw new EfirError('usage-invalid', { detail: texts.text('usage-days', { name: days }) });
  return new Date(Date.now() + Number(days) * 86_400_000);
}

const columns = ['id', 'state', 'created', 'used', 'scopes', 'name'] as const;

function describe({ texts }: CommandContext, key: ApiKey): string[] {
  const day = (date: Date | undefined) => date?.toISOString().slice(0, 10) ?? texts.text('token-never');
  const state = key.revokedAt
    ? 'revoked'
    : key.expiresAt && key.expiresAt < new Date()
      ? 'expired'
      : 'active';
  return [
    key.id,
    texts.text(`token-state-${state}`),
    day(key.createdAt),
    day(key.lastUsedAt),
    key.scopes.join(' '),
    key.name,
  ];
}
