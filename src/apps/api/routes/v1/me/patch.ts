import { z } from 'zod';
import { changeUser, requireUser } from '../../../../../domain/identity/index.ts';
import { failures } from '../../../schemas/error.ts';
import { languageSchema, passwordSchema, personNameSchema } from '../../../schemas/identity.ts';
import { describeMe, meSchema } from '../../../schemas/me.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const bodySchema = z.strictObject({
  name: personNameSchema.optional(),
  language: languageSchema.nullable().optional().meta({ description: 'null: as the browser asks' }),
  password: z
    .strictObject({ old: passwordSchema.optional(), new: passwordSchema })
    .optional()
    .meta({ description: 'Signs you out everywhere else. `old` is left out by whoever has none yet' }),
});

export function patchMe(app: ApiServer, { database }: ApiContext): void {
  app.patch(
    '/v1/me',
    {
      config: { person: true },
      schema: {
        tags: ['people'],
        summary: 'Change your name, language or password',
        body: bodySchema,
        response: { 200: meSchema, ...failures },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { language, name, password } = request.body;
      await changeUser(database, requireUser(caller), { language, name, password }, { address: request.ip });
      if (password) {
        const { userId } = requireUser(caller);
        database.hints.send('people', userId);
        request.log.info({ user_id: userId }, 'password changed');
      }
      return describeMe(database, caller);
    },
  );
}
