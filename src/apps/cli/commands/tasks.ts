import { EfirError } from '../../../core/errors.ts';
import type { CommandContext } from '../command.ts';
import type { TaskAttemptLine, TaskDesk, TaskLine } from '../tasks/task-desk.ts';
import { writeOut } from '../transcribe/write-target.ts';
import { writeTable } from '../write-table.ts';

interface DeskOptions {
  readonly tenant?: string;
  readonly server?: string;
  readonly key?: string;
  readonly json?: boolean;
}

interface FilterOptions extends DeskOptions {
  readonly state?: string;
  readonly kind?: string;
  readonly code?: string;
  readonly limit?: string;
}

/** `efir tasks list`: those that were given up, unless another state is asked for. */
export async function listTasks(context: CommandContext, options: FilterOptions): Promise<undefined> {
  const { say, stdout, texts } = context;
  const limit = readLimit(context, options.limit);
  await withDesk(context, options, async (desk) => {
    const { code, kind, state = 'dead' } = options;
    const tasks = await desk.list({ state, kind, code, limit });
    if (options.json) await writeOut(stdout, `${JSON.stringify(tasks, null, 2)}\n`);
    else if (tasks.length === 0) say(texts.text('tasks-none', { state: wordState(context, state) }));
    else await writeOut(stdout, writeTasks(context, tasks));
  });
}

/** `efir tasks show ID`: everything about one task, and how each attempt ended. */
export async function showTask(
  context: CommandContext,
  options: DeskOptions & { id: string },
): Promise<undefined> {
  await withDesk(context, options, async (desk) => {
    const task = await desk.show(options.id);
    const text = options.json ? `${JSON.stringify(task, null, 2)}\n` : describe(context, task);
    await writeOut(context.stdout, text);
  });
}

/** `efir tasks retry ID… | --all`: the exit code is that of the first refusal. */
export async function retryTasks(
  context: CommandContext,
  options: FilterOptions & { ids: readonly string[]; all?: boolean },
): Promise<number> {
  const { ids, all = false } = options;
  if (all === ids.length > 0)
    throw new EfirError('usage-invalid', { detail: context.texts.text('usage-tasks-which') });
  return withDesk(context, options, async (desk) => {
    if (!all) return changeEach(context, ids, 'tasks-retried', (id) => desk.retry(id));
    const { code, kind, state = 'dead' } = options;
    const { refused, retried } = await desk.retryAll({ state, kind, code });
    await writeOut(context.stdout, `${context.texts.text('tasks-retried-all', { count: retried })}\n`);
    for (const one of refused) context.say(`efir: ${one.id} [${one.code}]`);
    return refused.length > 0 ? 1 : 0;
  });
}

/** `efir tasks cancel ID…`. */
export async function cancelTasks(
  context: CommandContext,
  options: DeskOptions & { ids: readonly string[] },
): Promise<number> {
  return withDesk(context, options, (desk) =>
    changeEach(context, options.ids, 'tasks-cancelled', (id) => desk.cancel(id)),
  );
}

/** One refusal does not hold up the others. */
async function changeEach(
  { say, stdout, texts }: CommandContext,
  ids: readonly string[],
  done: string,
  change: (id: string) => Promise<TaskLine>,
): Promise<number> {
  const { reportError } = await import('../report-error.ts');
  let exit = 0;
  for (const id of ids) {
    try {
      const task = await change(id);
      await writeOut(stdout, `${texts.text(done, { id: task.id, name: task.file_name })}\n`);
    } catch (thrown) {
      const code = reportError(thrown, texts, (line) => say(line.replace('efir: ', `efir: ${id}: `)));
      exit ||= code;
    }
  }
  return exit;
}

async function withDesk<Result>(
  context: CommandContext,
  { key, server, tenant }: DeskOptions,
  work: (desk: TaskDesk) => Promise<Result>,
): Promise<Result> {
  const desk = await openDesk(context, { key, server, tenant });
  try {
    return await work(desk);
  } finally {
    await desk.close();
  }
}

/** The database unless `--server` is given: at three in the morning the API may be what does not run. */
async function openDesk(
  context: CommandContext,
  {
    key = context.config.apiKey,
    server,
    tenant,
  }: { [Name in 'key' | 'server' | 'tenant']: string | undefined },
): Promise<TaskDesk> {
  const { texts } = context;
  if (server === undefined)
    return (await import('../tasks/database-desk.ts')).openDatabaseDesk(context, tenant);
  if (!/^https?:$/.test(URL.parse(server)?.protocol ?? ''))
    throw new EfirError('usage-invalid', { detail: texts.text('usage-server', { name: server }) });
  if (key === undefined) throw new EfirError('usage-invalid', { detail: texts.text('usage-key-missing') });
  return (await import('../tasks/server-desk.ts')).openServerDesk(context, { key, server });
}

const columns = ['id', 'kind', 'ended', 'recording', 'error'] as const;

function writeTasks({ texts }: CommandContext, tasks: readonly TaskLine[]): string {
  const titles = columns.map((column) => texts.text(`tasks-title-${column}`));
  const rows = tasks.map((task) => [
    task.id,
    task.kind,
    writeTime(task.finished_at ?? task.created_at),
    task.file_name,
    task.error ? `${task.error.message} [${task.error.code}]` : '',
  ]);
  return writeTable([titles, ...rows]);
}

function describe(
  context: CommandContext,
  task: TaskLine & { readonly attempts: readonly TaskAttemptLine[] },
): string {
  const { texts } = context;
  const fact = (name: string, value: string) => [texts.text(`tasks-title-${name}`), value];
  const facts = [
    fact('id', task.id),
    fact('kind', task.kind),
    fact('state', wordState(context, task.state)),
    fact('recording', `${task.file_name} (${task.recording_id})`),
    ...(task.tenant_id === undefined ? [] : [fact('tenant', task.tenant_id)]),
    fact('created', writeTime(task.created_at)),
    fact('ended', task.finished_at === null ? '' : writeTime(task.finished_at)),
    fact('pieces', String(task.pieces)),
    fact('error', task.error ? `${task.error.message} [${task.error.code}]` : ''),
    ...(task.error ? [['', task.error.hint]] : []),
  ];
  const attempts = task.attempts.map(({ created_at, error, finished_at, number, state, worker_id }) => [
    String(number),
    writeTime(created_at),
    finished_at === null ? '' : writeTime(finished_at),
    state,
    worker_id ?? '',
    error ? `${error.message} [${error.code}]` : '',
  ]);
  const titles = ['attempt', 'created', 'ended', 'state', 'worker', 'error'];
  const table = [titles.map((name) => texts.text(`tasks-title-${name}`)), ...attempts];
  return `${writeTable(facts)}\n${writeTable(table)}`;
}

function wordState({ texts }: CommandContext, state: string): string {
  return texts.text('tasks-state', { state });
}

/** To the second, in UTC, as logs have it. */
function writeTime(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 19)}Z`;
}

function readLimit({ texts }: CommandContext, given = '50'): number {
  if (!/^[1-9]\d{0,3}$/.test(given))
    throw new EfirError('usage-invalid', { detail: texts.text('usage-limit', { name: given }) });
  return Number(given);
}
