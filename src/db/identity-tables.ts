import type { Generated } from 'kysely';
import type { ApiKeyId, InvitationId, SessionId, TenantId, TokenFamilyId, UserId } from '../core/ids.ts';
import type { Json } from './columns.ts';

/** The tables of people, and of what lets them in. */
export interface IdentityTables {
  users: {
    id: UserId;
    email: string;
    name: string;
    password_hash: string | null;
    language: 'en' | 'ru' | null;
    created_at: Generated<Date>;
  };
  memberships: { tenant_id: TenantId; user_id: UserId; rank: Rank; created_at: Generated<Date> };
  sessions: {
    id: SessionId;
    secret_hash: Buffer;
    user_id: UserId;
    tenant_id: TenantId;
    address: string;
    user_agent: string;
    created_at: Generated<Date>;
    seen_at: Generated<Date>;
    expires_at: Date;
  };
  setup_codes: { code_hash: Buffer; created_at: Generated<Date> };
  sign_in_tries: {
    key: string;
    wrong: number;
    first_at: Generated<Date>;
    last_at: Generated<Date>;
    closed_until: Date | null;
  };
  invitations: {
    tenant_id: TenantId;
    id: InvitationId;
    email: string;
    rank: Rank;
    secret_hash: Buffer;
    user_id: UserId | null;
    created_at: Generated<Date>;
    expires_at: Date;
    accepted_at: Date | null;
  };
  token_families: {
    id: TokenFamilyId;
    tenant_id: TenantId;
    user_id: UserId | null;
    api_key_id: ApiKeyId | null;
    created_at: Generated<Date>;
    expires_at: Date;
    revoked_at: Date | null;
  };
  refresh_tokens: {
    token_hash: Buffer;
    family_id: TokenFamilyId;
    created_at: Generated<Date>;
    used_at: Date | null;
  };
  signing_keys: {
    id: string;
    public_key: Json<Record<string, unknown>>;
    private_key: Json<Record<string, unknown>>;
    created_at: Generated<Date>;
  };
  external_logins: { issuer: string; subject: string; user_id: UserId; created_at: Generated<Date> };
  password_resets: { user_id: UserId; secret_hash: Buffer; created_at: Generated<Date>; expires_at: Date };
  provider_visits: {
    state_hash: Buffer;
    browser_hash: Buffer;
    nonce: string;
    verifier: string;
    next: string;
    user_id: UserId | null;
    tenant_id: TenantId | null;
    invitation_id: InvitationId | null;
    expires_at: Date;
  };
  telegram_logins: {
    tenant_id: TenantId;
    bot_id: number;
    telegram_user_id: number;
    user_id: UserId;
    created_at: Generated<Date>;
  };
  telegram_codes: { tenant_id: TenantId; user_id: UserId; code_hash: Buffer; expires_at: Date };
}

/** What a user may do in a tenant, from little to all. */
export const ranks = ['viewer', 'member', 'manager', 'owner'] as const;
export type Rank = (typeof ranks)[number];
