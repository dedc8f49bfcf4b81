import { z } from 'zod';
import { listMembers } from '../../../../../domain/identity/index.ts';
import { failures } from '../../../schemas/error.ts';
import { memberSchema, presentMember } from '../../../schemas/identity.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

export function getMembers(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/members',
    {
      config: { scope: 'members:read' },
      schema: {
        tags: ['people'],
        summary: 'List who belongs to this account',
        response: { 200: z.object({ members: z.array(memberSchema) }), ...failures },
      },
    },
    async (request) => {
      const members = await listMembers(database, callerOf(request).tenantId);
      return { members: members.map(presentMember) };
    },
  );
}
