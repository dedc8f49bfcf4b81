export { acceptInvitation } from './accept-invitation.ts';
export type { ApiKey } from './api-key.ts';
export { authenticateApiKey } from './authenticate-api-key.ts';
export { authenticateSession, type SessionCaller } from './authenticate-session.ts';
export { type Author, type Caller, requireScope, requireUser, toAuthor, type UserCaller } from './caller.ts';
export { changeUser } from './change-user.ts';
export { createApiKey, type NewApiKey } from './create-api-key.ts';
export { createTenant, type Tenant } from './create-tenant.ts';
export { describeSignedIn, type SignedIn } from './describe-signed-in.ts';
export { endAllSessions, endSession } from './end-sessions.ts';
export { ensureFirstTenant } from './ensure-first-tenant.ts';
export { ensureSystemTenant } from './ensure-system-tenant.ts';
export {
  enterByProvider,
  joinProvider,
  listExternalLogins,
  type ProviderPolicy,
  partProviders,
} from './enter-by-provider.ts';
export { findGone } from './find-gone.ts';
export { findTenant } from './find-tenant.ts';
export { forgetOver } from './forget-over.ts';
export {
  createInvitation,
  type Invitation,
  listInvitations,
  type OpenInvitation,
  readInvitation,
  withdrawInvitation,
} from './invitation.ts';
export { type Keyring, openKeyring } from './keyring.ts';
export { leaveTenant, lookElsewhere } from './leave-tenant.ts';
export { listApiKeys } from './list-api-keys.ts';
export { listSessions, type Session } from './list-sessions.ts';
export { listTenants } from './list-tenants.ts';
export { type KnownUser, listUsers, unlockUser } from './list-users.ts';
export { changeRank, listMembers, type Member, removeMember } from './members.ts';
export { createCode, hashCode } from './one-time-code.ts';
export { openSession, sessionLifetime, type Visitor } from './open-session.ts';
export { hashPassword, matchesPassword } from './password.ts';
export { createPasswordReset, readPasswordReset, resetPassword } from './password-reset.ts';
export { beginVisit, endVisit, type VisitPurpose, visitLifetime } from './provider-visit.ts';
export { type Rank, ranks } from './ranks.ts';
export { renameTenant } from './rename-tenant.ts';
export { revokeApiKey } from './revoke-api-key.ts';
export { isScope, type Scope, scopes } from './scopes.ts';
export { setUp } from './set-up.ts';
export { createSetupCode, isSetupNeeded } from './setup-code.ts';
export { checkPassword, signIn } from './sign-in.ts';
export { openSigningKeys, rotateSigningKey, type SigningKeys } from './signing-keys.ts';
export { switchTenant } from './switch-tenant.ts';
export { authenticateToken, issueTokens, refreshTokens, revokeTokens, type Tokens } from './tokens.ts';
export { describeUser, hasAccount, type User } from './user.ts';
