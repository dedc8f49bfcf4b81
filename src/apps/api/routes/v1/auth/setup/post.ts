import { z } from 'zod';
import { setUp } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import {
  emailSchema,
  passwordSchema,
  personNameSchema,
  signedInSchema,
} from '../../../../schemas/identity.ts';
import type { ApiContext, ApiServer } from '../../../../server.ts';
import { answerSignedIn, readVisitor, visitorAccess } from '../../../../visit.ts';

const bodySchema = z.strictObject({
  code: z.string().max(100).meta({ description: 'Printed where the server was started' }),
  email: emailSchema,
  password: passwordSchema,
  name: personNameSchema,
  language: z.enum(['en', 'ru']).optional(),
});

export function postSetup(app: ApiServer, context: ApiContext): void {
  app.post(
    '/v1/auth/setup',
    {
      config: visitorAccess,
      schema: {
        tags: ['people'],
        summary: 'Become the first user and owner, once, and be signed in',
        body: bodySchema,
        response: { 201: signedInSchema, ...failures },
      },
    },
    async (request, reply) => {
      const secret = await setUp(context.database, request.body, readVisitor(request));
      reply.code(201);
      return answerSignedIn(context, request, reply, secret);
    },
  );
}
