import type { Kysely } from 'kysely';
import type { TenantId } from '../core/ids.ts';
import type { Hints } from './hints.ts';
import type { Schema } from './schema.ts';

/**
 * The only way to a connection. Reading and writing are different types, so that a signature says which it does;
 * rows of other tenants do not exist for either.
 */
export interface Database {
  /** A read-write transaction of one tenant, as the role `efir_app`. */
  withTenant<Result>(tenant: TenantId, work: (tx: TenantTx) => Promise<Result>): Promise<Result>;
  /** A read-only transaction of one tenant: whatever it reads is as of one moment. */
  readTenant<Result>(tenant: TenantId, work: (tx: TenantRead) => Promise<Result>): Promise<Result>;
  /** A transaction over all tenants as the role `efir_dispatcher`, which sees routing columns only. */
  withDispatcher<Result>(work: (tx: DispatcherTx) => Promise<Result>): Promise<Result>;
  /** A transaction over all users as the role `efir_identity`, which sees nothing of what tenants have sent in. */
  withIdentity<Result>(work: (tx: IdentityTx) => Promise<Result>): Promise<Result>;
  /** Nudges to readers: sent after a commit, never inside it, and never the only way to learn of a change. */
  readonly hints: Hints;
  /**
   * Waits for the named leadership, then runs `work` until `signal` fires or the leadership is lost (the signal
   * handed to `work` fires then), and stands for election again.
   */
  lead(name: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Rejects with `database-unreachable` when a query cannot be made now. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export interface TenantRead extends Pick<Kysely<Schema>, 'selectFrom' | 'getExecutor'> {
  readonly tenantId: TenantId;
}

export interface TenantTx
  extends TenantRead,
    Pick<Kysely<Schema>, 'insertInto' | 'updateTable' | 'deleteFrom' | 'with'> {}

/** Tables that a dispatcher sees, by the columns that are granted to it. */
type DispatcherTable =
  | 'tasks'
  | 'attempts'
  | 'workers'
  | 'tenants'
  | 'tenant_turns'
  | 'answers'
  | 'timetables'
  | 'timetable_runs'
  | 'transcripts'
  | 'upload_sessions'
  | 'recordings'
  | 'recording_events'
  | 'deleted_recordings'
  | 'recording_links'
  | 'uploads'
  | 'queue_history';

export interface DispatcherTx
  extends Pick<
    Kysely<Pick<Schema, DispatcherTable>>,
    'selectFrom' | 'insertInto' | 'deleteFrom' | 'getExecutor'
  > {}

/** Tables of people and of what lets them in; of tenants their names, of API keys whether they still open. */
type IdentityTable =
  | 'users'
  | 'memberships'
  | 'sessions'
  | 'setup_codes'
  | 'sign_in_tries'
  | 'invitations'
  | 'token_families'
  | 'refresh_tokens'
  | 'signing_keys'
  | 'external_logins'
  | 'password_resets'
  | 'provider_visits'
  | 'tenants'
  | 'api_keys';

export interface IdentityTx
  extends Pick<
    Kysely<Pick<Schema, IdentityTable>>,
    'selectFrom' | 'insertInto' | 'updateTable' | 'deleteFrom' | 'getExecutor'
  > {}
