import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { components, paths } from '../api/schema.d.ts';

export type Task = components['schemas']['Task'];
export type TaskWithAttempts =
  paths['/v1/tasks/{id}']['get']['responses'][200]['content']['application/json'];
export type Attempt = TaskWithAttempts['attempts'][number];
export type Worker = components['schemas']['Worker'];
export type QueueHistory = paths['/v1/queue/history']['get']['responses'][200]['content']['application/json'];

/** The lists of the page: which tasks are in each, and from which end. */
const lists = {
  running: { state: ['running', 'dispatched'], sort: 'oldest' },
  // Near to the order in which they start.
  waiting: { state: ['queued', 'waiting'], sort: 'oldest' },
  failed: { state: ['dead'], sort: 'newest' },
  ended: { state: ['succeeded', 'cancelled'], sort: 'newest' },
} as const satisfies Record<string, { state: readonly Task['state'][]; sort: 'newest' | 'oldest' }>;
export type TaskListName = keyof typeof lists;

interface TaskPage {
  readonly tasks: readonly Task[];
  readonly next_cursor: string | null;
}

/**
 * Milliseconds after which what is seen is asked for again, while the tab is: all who look share what requests an account
 * has, with those who send recordings.
 */
const pause = 10_000;

export const taskList = (name: TaskListName) =>
  infiniteQueryOptions({
    queryKey: ['tasks', name],
    queryFn: async ({ pageParam, signal }): Promise<TaskPage> => {
      const { sort, state } = lists[name];
      const cursor = pageParam === undefined ? {} : { cursor: pageParam };
      const query = { state: [...state], sort, limit: 50, ...cursor };
      const { data } = await api.GET('/v1/tasks', { params: { query }, signal });
      return data ?? { tasks: [], next_cursor: null };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    // Whoever has scrolled further reads, and does not wait for news.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : pause),
  });

export const oneTask = (id: string) =>
  queryOptions({
    queryKey: ['task', id],
    queryFn: async ({ signal }) => {
      const { data } = await api.GET('/v1/tasks/{id}', { params: { path: { id } }, signal });
      return data as TaskWithAttempts;
    },
    refetchInterval: ({ state }) => (state.error ? false : pause),
  });

export const workerList = queryOptions({
  queryKey: ['workers'],
  queryFn: async ({ signal }) => (await api.GET('/v1/workers', { signal })).data?.workers ?? [],
  refetchInterval: pause,
});

export const queueHistory = (hours: number) =>
  queryOptions({
    queryKey: ['queue-history', hours],
    queryFn: async ({ signal }): Promise<QueueHistory> => {
      const { data } = await api.GET('/v1/queue/history', { params: { query: { hours } }, signal });
      return data ?? { minutes: 1, points: [] };
    },
    // A minute is the finest that is written down.
    refetchInterval: 60_000,
  });

/** After something was done with tasks: all lists of them are asked for again. */
export async function readTasksAgain(queries: QueryClient): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['tasks'] }),
    queries.invalidateQueries({ queryKey: ['task'] }),
  ]);
}
