import { failures } from '../../../schemas/error.ts';
import { describeMe, meSchema } from '../../../schemas/me.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

export function getMe(app: ApiServer, { database }: ApiContext): void {
  app.get(
    '/v1/me',
    {
      config: { person: true },
      schema: {
        tags: ['people'],
        summary: 'What you say of yourself, and what you sign in with',
        response: { 200: meSchema, ...failures },
      },
    },
    async (request) => describeMe(database, callerOf(request)),
  );
}
