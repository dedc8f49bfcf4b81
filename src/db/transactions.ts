import {
  type ControlledTransaction,
  type Kysely,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type RawBuilder,
  sql,
} from 'kysely';
import { EfirError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import { toDatabaseError } from './connection-errors.ts';
import type { Database, DispatcherTx, IdentityTx, TenantRead, TenantTx } from './database.ts';
import type { Schema } from './schema.ts';

type Transaction = ControlledTransaction<Schema>;

/**
 * The four entrances. Role and tenant are set in one statement, for this transaction only, so that a connection
 * goes back to the pool as the login role, which may do nothing.
 */
export function createTransactions(
  kysely: Kysely<Schema>,
): Pick<Database, 'withTenant' | 'readTenant' | 'withDispatcher' | 'withIdentity'> {
  return {
    withTenant: (tenant, work) =>
      transact(
        kysely,
        () => enterTenant(tenant),
        (trx) => work(toTenantTx(trx, tenant)),
      ),
    readTenant: (tenant, work) =>
      transact(
        kysely,
        () => enterTenant(tenant, 'isolation level repeatable read read only'),
        (trx) => work(toTenantRead(trx, tenant)),
      ),
    withDispatcher: (work) =>
      transact(
        kysely,
        () => enterDispatcher,
        (trx) => work(toDispatcherTx(trx)),
      ),
    withIdentity: (work) =>
      transact(
        kysely,
        () => enterIdentity,
        (trx) => work(toIdentityTx(trx)),
      ),
  };
}

async function transact<Result>(
  kysely: Kysely<Schema>,
  enter: () => RawBuilder<unknown>,
  work: (trx: Transaction) => Promise<Result>,
): Promise<Result> {
  try {
    const trx = await kysely.startTransaction().execute();
    try {
      // Not waited for: the first statement of the work goes out right behind it. Should the entrance fail, what
      // follows fails as well, in an aborted transaction.
      const entered = enter().execute(trx);
      entered.catch(() => {});
      const result = await work(trx);
      await entered;
      await trx.commit().execute();
      return result;
    } catch (thrown) {
      if (!trx.isCommitted && !trx.isRolledBack)
        await trx
          .rollback()
          .execute()
          .catch(() => {});
      throw thrown;
    }
  } catch (thrown) {
    throw toDatabaseError(thrown);
  }
}

/**
 * Begins and enters on one way to the server and back, for the way costs more than the work. Several statements at
 * once take no parameters, so the id is looked at before it is written into the text.
 */
function enterTenant(tenant: TenantId, mode = ''): RawBuilder<unknown> {
  if (!/^[\da-f-]*$/i.test(tenant)) throw new EfirError('internal', { detail: 'malformed tenant id' });
  return sql.raw(
    `begin ${mode}; select set_config('role', 'efir_app', true), set_config('app.tenant_id', '${tenant}', true)`,
  );
}

const enterDispatcher = sql.raw(
  `begin; select set_config('role', 'efir_dispatcher', true), set_config('app.tenant_id', '', true)`,
);

const enterIdentity = sql.raw(
  `begin; select set_config('role', 'efir_identity', true), set_config('app.tenant_id', '', true)`,
);

/** Lets a transaction begin with the statement that enters it. */
export class EnteringDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): PostgresDriver {
    return new EnteringDriver(this.#config);
  }
}

class EnteringDriver extends PostgresDriver {
  override async beginTransaction(): Promise<void> {}
}

// Plain objects with the bound verbs: no begin, no connection, no way to another role by way of types. A controlled
// transaction refuses queries after its end, so one that leaked out of `work` does not reach the next tenant's.
function toTenantRead(trx: Transaction, tenantId: TenantId): TenantRead {
  return Object.freeze({
    tenantId,
    selectFrom: trx.selectFrom.bind(trx),
    getExecutor: trx.getExecutor.bind(trx),
  });
}

function toTenantTx(trx: Transaction, tenantId: TenantId): TenantTx {
  return Object.freeze({
    ...toTenantRead(trx, tenantId),
    insertInto: trx.insertInto.bind(trx),
    updateTable: trx.updateTable.bind(trx),
    deleteFrom: trx.deleteFrom.bind(trx),
    with: trx.with.bind(trx),
  });
}

function toDispatcherTx(trx: Transaction): DispatcherTx {
  const routing = trx as unknown as DispatcherTx;
  return Object.freeze({
    selectFrom: routing.selectFrom.bind(routing),
    insertInto: routing.insertInto.bind(routing),
    deleteFrom: routing.deleteFrom.bind(routing),
    getExecutor: routing.getExecutor.bind(routing),
  });
}

function toIdentityTx(trx: Transaction): IdentityTx {
  const identity = trx as unknown as IdentityTx;
  return Object.freeze({
    selectFrom: identity.selectFrom.bind(identity),
    insertInto: identity.insertInto.bind(identity),
    updateTable: identity.updateTable.bind(identity),
    deleteFrom: identity.deleteFrom.bind(identity),
    getExecutor: identity.getExecutor.bind(identity),
  });
}
