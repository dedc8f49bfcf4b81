import { z } from 'zod';
import { describeHealth } from '../../../health-answers.ts';
import type { ApiServer } from '../../server.ts';

export function getHealth(app: ApiServer): void {
  const response = { 200: z.object({ status: z.literal('alive') }) };
  app.get(
    '/health',
    { schema: { tags: ['operation'], summary: 'Whether the process is alive', response } },
    async () => describeHealth(),
  );
}
