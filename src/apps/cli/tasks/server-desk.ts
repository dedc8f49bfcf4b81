import { z } from 'zod';
import type { CommandContext } from '../command.ts';
import { createServerClient } from '../transcribe/server-client.ts';
import type { TaskDesk } from './task-desk.ts';

const errorSchema = z.object({ code: z.string(), message: z.string(), hint: z.string() }).nullable();
const taskSchema = z.object({
  id: z.string(),
  recording_id: z.string(),
  file_name: z.string(),
  kind: z.string(),
  state: z.string(),
  priority: z.number(),
  pieces: z.number(),
  failures: z.number(),
  losses: z.number(),
  error: errorSchema,
  created_at: z.string(),
  finished_at: z.string().nullable(),
});
const attemptSchema = z.object({
  number: z.number(),
  state: z.string(),
  worker_id: z.string().nullable(),
  error: errorSchema,
  created_at: z.string(),
  finished_at: z.string().nullable(),
});
const shownSchema = taskSchema.extend({ attempts: z.array(attemptSchema) });
const pageSchema = z.object({ tasks: z.array(taskSchema), next_cursor: z.string().nullable() });
const outcomeSchema = z.object({
  retried: z.number(),
  refused: z.array(z.object({ id: z.string(), code: z.string() })),
});

/** Tasks that a server gives at once. */
const pageSize = 100;

/** Through the HTTP door, from anywhere: the tasks of the tenant that the key belongs to. */
export function openServerDesk(
  context: CommandContext,
  { key, server }: { readonly key: string; readonly server: string },
): TaskDesk {
  const { signal, texts } = context;
  const client = createServerClient({ server, key, language: texts.language });
  const ask = async <Value>(method: string, path: string, schema: z.ZodType<Value>) =>
    client.read(await client.send(method, path, { signal }), schema);
  const at = (id: string) => `/v1/tasks/${encodeURIComponent(id)}`;
  return {
    async list({ limit, ...filter }) {
      const tasks: z.infer<typeof taskSchema>[] = [];
      let cursor: string | null = '';
      while (cursor !== null && tasks.length < limit) {
        const query: string = writeQuery({
          ...filter,
          limit: Math.min(pageSize, limit - tasks.length),
          cursor,
        });
        const page: z.infer<typeof pageSchema> = await ask('GET', `/v1/tasks?${query}`, pageSchema);
        tasks.push(...page.tasks);
        cursor = page.next_cursor;
      }
      return tasks;
    },
    show: (id) => ask('GET', at(id), shownSchema),
    retry: (id) => ask('POST', `${at(id)}/retry`, taskSchema),
    async retryAll(filter) {
      const body = new Blob([JSON.stringify(filter)]).stream();
      const headers = { 'content-type': 'application/json' };
      return client.read(
        await client.send('POST', '/v1/tasks/retry', { signal, body, headers }),
        outcomeSchema,
      );
    },
    cancel: (id) => ask('POST', `${at(id)}/cancel`, taskSchema),
    close: async () => {},
  };
}

function writeQuery(values: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(
    given.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}
