import { z } from 'zod';
import type { TaskId } from '../../../../../../core/ids.ts';
import { retryTasksById, retryTasksLike } from '../../../../../../domain/media/index.ts';
import { failures } from '../../../../schemas/error.ts';
import { wordSchema } from '../../../../schemas/task.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

const bodySchema = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(1000) }).meta({ description: 'These tasks' }),
  z
    .strictObject({
      state: z.enum(['dead', 'cancelled']).default('dead'),
      kind: wordSchema.optional(),
      code: wordSchema.optional().meta({ description: 'Of the error', example: 'worker-lost' }),
    })
    .meta({ description: 'All tasks in a state and, where given, of a kind and with an error' }),
]);
const outcomeSchema = z.object({
  retried: z.int().meta({ description: 'Tasks that were sent again' }),
  refused: z
    .array(z.object({ id: z.string(), code: z.string() }))
    .meta({ description: 'Those that could not be, and why; at most 100 are named' }),
});

/** What an answer names at most. */
const mostNamed = 100;

export function postTasksRetry(app: ApiServer, context: ApiContext): void {
  app.post(
    '/v1/tasks/retry',
    {
      config: { scope: 'tasks:write' },
      schema: {
        tags: ['tasks'],
        summary: 'Send many tasks again: by ids, or all that are dead or cancelled',
        body: bodySchema,
        response: { 200: outcomeSchema, ...failures },
      },
    },
    async (request) => {
      const { body } = request;
      const { tenantId } = callerOf(request);
      const outcome =
        'ids' in body
          ? await retryTasksById(context.database, context, tenantId, [...new Set(body.ids)] as TaskId[])
          : await retryTasksLike(context.database, context, tenantId, body);
      request.log.info({ retried: outcome.retried, refused: outcome.refused.length }, 'tasks sent again');
      return { retried: outcome.retried, refused: outcome.refused.slice(0, mostNamed) };
    },
  );
}
