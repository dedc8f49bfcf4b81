import { z } from 'zod';
import { unlockShare } from '../../../../../../../domain/library/index.ts';
import { keepProof, sharedParams } from '../../../../../open-share.ts';
import { limitByAddress } from '../../../../../pages/upload-form.ts';
import { failures } from '../../../../../schemas/error.ts';
import type { ApiContext, ApiServer } from '../../../../../server.ts';

export function postUnlock(app: ApiServer, { database }: ApiContext): void {
  app.post(
    '/v1/shares/:secret/unlock',
    {
      config: limitByAddress,
      schema: {
        tags: ['library'],
        summary: 'Show the password of a link',
        description:
          'A cookie says for twelve hours that it was right. Ten wrong ones close the link for a while.',
        params: sharedParams,
        body: z.strictObject({ password: z.string().max(1_000) }),
        response: { 204: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { password } = request.body;
      keepProof(reply, request, await unlockShare(database, request.params.secret, password));
      return reply.code(204).send(null);
    },
  );
}
