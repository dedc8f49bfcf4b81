import { z } from 'zod';
import { EfirError } from '../../../../../../../core/errors.ts';
import { tellFailure } from '../../../../../provider-desk.ts';
import { failures } from '../../../../../schemas/error.ts';
import type { ApiContext, ApiServer } from '../../../../../server.ts';
import { visitorAccess } from '../../../../../visit.ts';

const querySchema = z.strictObject({
  next: z
    .string()
    .max(2_000)
    .regex(/^\/(?![/\\])\P{Cc}*$/u)
    .optional()
    .meta({ description: 'The page of the dashboard to go to afterwards' }),
  invitation: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Secret of one that is accepted on the way' }),
});

export function getOidcStart(app: ApiServer, { providers }: ApiContext): void {
  app.get(
    '/v1/auth/oidc/start',
    {
      config: visitorAccess,
      schema: {
        tags: ['people'],
        summary: 'For browsers: go to the identity provider to sign in',
        querystring: querySchema,
        response: { 303: z.null(), ...failures },
      },
    },
    async (request, reply) => {
      const { invitation, next = '/recordings' } = request.query;
      reply.header('cache-control', 'no-store');
      try {
        if (!providers) throw new EfirError('oidc-missing');
        const purpose = { next: toAscii(next), invitation };
        return reply.redirect(await providers.depart(request, reply, purpose), 303);
      } catch (error) {
        // The page of the invitation says itself what is wrong with it.
        const isOfInvitation = error instanceof EfirError && error.code.startsWith('invitation-');
        if (isOfInvitation && invitation !== undefined)
          return reply.redirect(`/invitations/${encodeURIComponent(invitation)}`, 303);
        return reply.redirect(tellFailure(request, error, '/sign-in'), 303);
      }
    },
  );
}

/** A header carries nothing else, and a browser may send an address as people read it. */
function toAscii(path: string): string {
  return path.toWellFormed().replaceAll(/[^\x21-\x7e]+/g, encodeURIComponent);
}
