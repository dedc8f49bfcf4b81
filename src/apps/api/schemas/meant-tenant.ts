import { z } from 'zod';

/** By which a page says for which account it means what it asks; every route that asks who is there heeds it. */
export const meantTenant = 'x-efir-tenant';

export const meantTenantHeaders = {
  [meantTenant]: z.string().optional().meta({
    description:
      'The account that this is meant for; where a session looks at another by now, 409 `tenant-other` is answered',
  }),
};
