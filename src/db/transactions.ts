import { type ControlledTransaction, type Kysely, sql } from 'kysely';
import type { TenantId } from '../core/ids.ts';
import { toDatabaseError } from './connection-errors.ts';
import type { Database, DispatcherTx, TenantRead, TenantTx } from './database.ts';
import type { Schema } from './schema.ts';

type Transaction = ControlledTransaction<Schema>;

/**
 * The three entrances. Role and tenant are set in one statement, for this transaction only, so that a connection
 * goes back to the pool as the login role, which may do nothing.
 */
export function createTransactions(
  kysely: Kysely<Schema>,
): Pick<Database, 'withTenant' | 'readTenant' | 'withDispatcher'> {
  return {
    withTenant: (tenant, work) =>
      transact(
        () => kysely.startTransaction().execute(),
        (trx) => enterTenant(trx, tenant),
        (trx) => work(toTenantTx(trx, tenant)),
      ),
    readTenant: (tenant, work) =>
      transact(
        () => kysely.startTransaction().setAccessMode('read only').execute(),
        (trx) => enterTenant(trx, tenant),
        (trx) => work(toTenantRead(trx, tenant)),
      ),
    withDispatcher: (work) =>
      transact(
        () => kysely.startTransaction().execute(),
        enterDispatcher,
        (trx) => work(toDispatcherTx(trx)),
      ),
  };
}

async function transact<Result>(
  begin: () => Promise<Transaction>,
  enter: (trx: Transaction) => Promise<unknown>,
  work: (trx: Transaction) => Promise<Result>,
): Promise<Result> {
  try {
    const trx = await begin();
    try {
      await enter(trx);
      const result = await work(trx);
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

function enterTenant(trx: Transaction, tenant: TenantId): Promise<unknown> {
  return sql`select set_config('role', 'efir_app', true), set_config('app.tenant_id', ${tenant}, true)`.execute(
    trx,
  );
}

function enterDispatcher(trx: Transaction): Promise<unknown> {
  return sql`select set_config('role', 'efir_dispatcher', true), set_config('app.tenant_id', '', true)`.execute(
    trx,
  );
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
