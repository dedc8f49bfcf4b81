import { z } from 'zod';
import { resetPassword } from '../../../../../../../domain/identity/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { passwordSchema, secretParams, signedInSchema } from '../../../../../schemas/identity.ts';
import type { ApiContext, ApiServer } from '../../../../../server.ts';
import { answerSignedIn, readVisitor, visitorAccess } from '../../../../../visit.ts';

export function postReset(app: ApiServer, context: ApiContext): void {
  app.post(
    '/v1/auth/reset/:secret',
    {
      config: visitorAccess,
      schema: {
        tags: ['people'],
        summary:
          'Set a new password by a link from the operator: all sessions end, and this browser is signed in',
        params: secretParams,
        body: z.strictObject({ password: passwordSchema }),
        response: { 200: signedInSchema, ...failures },
      },
    },
    async (request, reply) => {
      const { password } = request.body;
      const { secret } = request.params;
      const opened = await resetPassword(context.database, { secret, password }, readVisitor(request));
      context.database.hints.send('people', opened.userId);
      request.log.info({ user_id: opened.userId }, 'password set by a link');
      return answerSignedIn(context, request, reply, opened.secret);
    },
  );
}
