import { retryOneTask } from '../../../../../../../domain/media/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { presentTask, readTaskId, taskParams, taskSchema } from '../../../../../schemas/task.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

export function postTaskRetry(app: ApiServer, context: ApiContext): void {
  app.post(
    '/v1/tasks/:id/retry',
    {
      config: { scope: 'tasks:write' },
      schema: {
        tags: ['tasks'],
        summary: 'Send a dead or cancelled task again, with what it needs',
        params: taskParams,
        response: { 200: taskSchema, ...failures },
      },
    },
    async (request) => {
      const taskId = readTaskId(request.params);
      const task = await retryOneTask(context.database, context, callerOf(request).tenantId, taskId);
      request.log.info({ recording_id: task.recordingId, kind: task.kind }, 'task sent again');
      return presentTask(task, request.texts);
    },
  );
}
