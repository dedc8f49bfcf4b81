import { z } from 'zod';
import { actOnRecordings, type BulkAction, mostAtOnce } from '../../../../../../domain/library/index.ts';
import { describeError } from '../../../../../../texts/describe-error.ts';
import { errorSchema, failures } from '../../../../schemas/error.ts';
import { parentSchema, readIds, readParent, tagSchema } from '../../../../schemas/library.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

const ids = z.array(z.string().max(40)).min(1).max(mostAtOnce);
const bodySchema = z.discriminatedUnion('action', [
  z.strictObject({ ids, action: z.enum(['delete', 'cancel', 'retry']) }),
  z.strictObject({ ids, action: z.enum(['tag', 'untag']), tag: tagSchema }),
  z.strictObject({ ids, action: z.literal('move'), folder_id: parentSchema }),
]);
const outcomesSchema = z.object({
  outcomes: z.array(
    z.object({
      id: z.string().meta({ format: 'uuid' }),
      error: errorSchema
        .nullable()
        .meta({ description: 'Why nothing was done with this one; null: it was done' }),
    }),
  ),
});

export function postBulk(app: ApiServer, context: ApiContext): void {
  app.post(
    '/v1/recordings/bulk',
    {
      config: { scope: 'recordings:write' },
      schema: {
        tags: ['recordings'],
        summary: 'Do the same with many recordings',
        description: 'What cannot be done with one of them is told of that one; the others are done.',
        body: bodySchema,
        response: { 200: outcomesSchema, ...failures },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request);
      const wanted = readIds(request.body.ids);
      const action = readAction(request.body);
      const outcomes = await actOnRecordings(context.database, context, tenantId, wanted, action);
      const done = outcomes.filter(({ error }) => !error).length;
      request.log.info({ action: action.action, recordings: wanted.length, done }, 'recordings changed');
      return {
        outcomes: outcomes.map(({ error, id }) => ({
          id,
          error: error ? describeError(error, request.texts, request.id) : null,
        })),
      };
    },
  );
}

function readAction(body: z.infer<typeof bodySchema>): BulkAction {
  if (body.action === 'move') return { action: 'move', folderId: readParent(body.folder_id) };
  return 'tag' in body ? { action: body.action, tag: body.tag } : { action: body.action };
}
