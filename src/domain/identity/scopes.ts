/** What an API key may be used for. */
export const scopes = [
  'recordings:read',
  'recordings:write',
  'webhooks:read',
  'webhooks:write',
  'keys:write',
] as const;
export type Scope = (typeof scopes)[number];

export function isScope(text: string): text is Scope {
  return (scopes as readonly string[]).includes(text);
}
