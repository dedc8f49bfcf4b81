import { cancelOneTask } from '../../../../../../../domain/media/index.ts';
import { failures } from '../../../../../schemas/error.ts';
import { presentTask, readTaskId, taskParams, taskSchema } from '../../../../../schemas/task.ts';
import { type ApiContext, type ApiServer, callerOf } from '../../../../../server.ts';

export function postTaskCancel(app: ApiServer, context: ApiContext): void {
  app.post(
    '/v1/tasks/:id/cancel',
    {
      config: { scope: 'tasks:write' },
      schema: {
        tags: ['tasks'],
        summary: 'End a task, and the steps that wait for it',
        params: taskParams,
        response: { 200: taskSchema, ...failures },
      },
    },
    async (request) => {
      const taskId = readTaskId(request.params);
      const task = await cancelOneTask(context.database, context, callerOf(request).tenantId, taskId);
      request.log.info({ recording_id: task.recordingId, kind: task.kind }, 'task cancelled');
      return presentTask(task, request.texts);
    },
  );
}
