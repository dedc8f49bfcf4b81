import { z } from 'zod';
import { changeTaskPriority } from '../../../../../../domain/media/index.ts';
import { readStandings } from '../../../../read-task-standings.ts';
import { failures } from '../../../../schemas/error.ts';
import { presentTask, readTaskId, taskParams, taskSchema } from '../../../../schemas/task.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

const bodySchema = z.strictObject({
  priority: z.int().min(-10).max(10).meta({ description: 'Higher goes first' }),
});

export function patchTask(app: ApiServer, { database, standings }: ApiContext): void {
  app.patch(
    '/v1/tasks/:id',
    {
      config: { scope: 'tasks:write' },
      schema: {
        tags: ['tasks'],
        summary: 'Let a task that waits go before others, or after them',
        description: 'With it go the other steps of its recording that wait.',
        params: taskParams,
        body: bodySchema,
        response: { 200: taskSchema, ...failures },
      },
    },
    async (request) => {
      const { priority } = request.body;
      const { tenantId } = callerOf(request);
      const task = await changeTaskPriority(database, tenantId, readTaskId(request.params), priority);
      request.log.info({ recording_id: task.recordingId, priority }, 'priority changed');
      const found = await readStandings(database, standings, tenantId, [task]);
      return presentTask(task, request.texts, found.get(task.id));
    },
  );
}
