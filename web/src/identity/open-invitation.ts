import type { paths } from '../api/schema.d.ts';

/** What whoever holds the link of an invitation is told of it. */
export type OpenInvitation =
  paths['/v1/invitations/{secret}']['get']['responses'][200]['content']['application/json'];
