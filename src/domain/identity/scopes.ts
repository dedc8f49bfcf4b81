/** What a caller may do: what an API key was made for, or what a user's rank brings. */
export const scopes = [
  'recordings:read',
  'recordings:write',
  'webhooks:read',
  'webhooks:write',
  'keys:write',
  'settings:write',
  'tasks:write',
  'members:read',
  'members:write',
  'tenant:write',
] as const;
export type Scope = (typeof scopes)[number];

export function isScope(text: string): text is Scope {
  return (scopes as readonly string[]).includes(text);
}
