import { z } from 'zod';
import { signIn } from '../../../../../../domain/identity/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { passwordSchema, signedInSchema } from '../../../../schemas/identity.ts';
import type { ApiContext, ApiServer } from '../../../../server.ts';
import { answerSignedIn, readVisitor, visitorAccess } from '../../../../visit.ts';

const bodySchema = z.strictObject({ email: z.string().max(300), password: passwordSchema });

export function postSignIn(app: ApiServer, context: ApiContext): void {
  app.post(
    '/v1/auth/sign-in',
    {
      config: visitorAccess,
      schema: {
        tags: ['people'],
        summary: 'Sign in by address and password; the answer brings a cookie',
        body: bodySchema,
        response: { 200: signedInSchema, ...failures },
      },
    },
    async (request, reply) => {
      const secret = await signIn(context.database, request.body, readVisitor(request));
      return answerSignedIn(context, request, reply, secret);
    },
  );
}
