import { z } from 'zod';
import { acceptInvitation } from '../../../../../../../domain/identity/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import {
  passwordSchema,
  personNameSchema,
  secretParams,
  signedInSchema,
} from '../../../../../schemas/identity.ts';
import type { ApiContext, ApiServer } from '../../../../../server.ts';
import { answerSignedIn, readVisitor, visitorAccess } from '../../../../../visit.ts';

const bodySchema = z.strictObject({
  name: personNameSchema.optional().meta({ description: 'Of somebody new' }),
  password: passwordSchema
    .optional()
    .meta({ description: 'Of somebody new: theirs from now on; of a user who is not signed in: theirs' }),
});

export function postAcceptance(app: ApiServer, context: ApiContext): void {
  app.post(
    '/v1/invitations/:secret/accept',
    {
      config: visitorAccess,
      schema: {
        tags: ['people'],
        summary: 'Become a member, and be signed in',
        params: secretParams,
        body: bodySchema,
        response: { 201: signedInSchema, ...failures },
      },
    },
    async (request, reply) => {
      const by = request.caller?.by;
      const { name, password } = request.body;
      const secret = await acceptInvitation(
        context.database,
        {
          ...{ secret: request.params.secret, name, password },
          userId: by?.kind === 'user' ? by.userId : undefined,
        },
        readVisitor(request),
      );
      reply.code(201);
      return answerSignedIn(context, request, reply, secret);
    },
  );
}
