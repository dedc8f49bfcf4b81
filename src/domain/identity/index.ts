export type { ApiKey } from './api-key.ts';
export { authenticateApiKey, type Caller, requireScope } from './authenticate-api-key.ts';
export { createApiKey, type NewApiKey } from './create-api-key.ts';
export { createTenant, type Tenant } from './create-tenant.ts';
export { ensureFirstTenant } from './ensure-first-tenant.ts';
export { listApiKeys } from './list-api-keys.ts';
export { revokeApiKey } from './revoke-api-key.ts';
export { isScope, type Scope, scopes } from './scopes.ts';
