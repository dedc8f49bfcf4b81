import { getTask } from '../../../../../../domain/media/index.ts';
import { readStandings } from '../../../../read-task-standings.ts';
import { failures } from '../../../../schemas/error.ts';
import {
  presentTaskWithAttempts,
  readTaskId,
  taskParams,
  taskWithAttemptsSchema,
} from '../../../../schemas/task.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../server.ts';

export function getOneTask(app: ApiServer, { database, standings }: ApiContext): void {
  app.get(
    '/v1/tasks/:id',
    {
      config: { scope: 'recordings:read' },
      schema: {
        tags: ['tasks'],
        summary: 'Get one task with all its attempts',
        params: taskParams,
        response: { 200: taskWithAttemptsSchema, ...failures },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request);
      const task = await getTask(database, tenantId, readTaskId(request.params));
      const found = await readStandings(database, standings, tenantId, [task]);
      return presentTaskWithAttempts(task, request.texts, found.get(task.id));
    },
  );
}
