import { z } from 'zod';
import type { RecordingId, TaskId } from '../../../../../core/ids.ts';
import { taskStates } from '../../../../../db/schema.ts';
import { findTasks } from '../../../../../domain/media/index.ts';
import { readStandings } from '../../../read-task-standings.ts';
import { failures } from '../../../schemas/error.ts';
import { presentTask, taskSchema, wordSchema } from '../../../schemas/task.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../server.ts';

const querySchema = z.strictObject({
  state: z
    .union([z.enum(taskStates), z.array(z.enum(taskStates)).max(taskStates.length)])
    .optional()
    .meta({ description: 'One, or several: `state=queued&state=running`' }),
  kind: wordSchema.optional(),
  code: wordSchema.optional().meta({ description: 'Of the error', example: 'worker-lost' }),
  recording_id: z.uuid().optional(),
  sort: z.enum(['newest', 'oldest']).default('newest'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.uuid().optional().meta({ description: '`next_cursor` of the page before' }),
});
const pageSchema = z.object({
  tasks: z.array(taskSchema),
  next_cursor: z.string().nullable().meta({ description: 'Null on the last page' }),
});

export function listTasks(app: ApiServer, { database, standings }: ApiContext): void {
  app.get(
    '/v1/tasks',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['tasks'],
        summary: 'List tasks: those that were given up with state=dead',
        querystring: querySchema,
        response: { 200: pageSchema, ...failures },
      },
    },
    async (request) => {
      const { cursor, limit, recording_id, sort, ...filter } = request.query;
      const { tenantId } = callerOf(request);
      const tasks = await findTasks(database, tenantId, {
        ...filter,
        oldest: sort === 'oldest',
        recordingId: recording_id as RecordingId | undefined,
        before: cursor as TaskId | undefined,
        limit: limit + 1,
      });
      const page = tasks.slice(0, limit);
      const found = await readStandings(database, standings, tenantId, page);
      return {
        tasks: page.map((task) => presentTask(task, request.texts, found.get(task.id))),
        next_cursor: tasks.length > limit ? (page.at(-1)?.id ?? null) : null,
      };
    },
  );
}
