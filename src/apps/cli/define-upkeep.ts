import type { Command } from 'commander';
import type { CommandContext } from './command.ts';

type Run = (options: never, args: string[]) => Promise<number | undefined>;
type Define = (parent: Command, usage: string, run: Run, id?: string) => Command;

/** The commands of an operator who looks after an installation: tasks that were given up, and the blob store. */
export function defineUpkeep(command: Define, program: Command, context: CommandContext): void {
  const { texts } = context;
  defineTasks(command, program, context);
  command(program, 'sweep', async (options) => (await import('./commands/sweep.ts')).sweep(context, options))
    .option('--mend', texts.text('option-mend'))
    .option('--force', texts.text('option-force'))
    .option('--json', texts.text('option-json'));
}

function defineTasks(command: Define, program: Command, context: CommandContext): void {
  const { texts } = context;
  const load = () => import('./commands/tasks.ts');
  const tasks = program.command('tasks').description(texts.text('command-tasks'));
  const desk = (one: Command) =>
    one
      .option('--tenant <id>', texts.text('option-tasks-tenant'))
      .option('--server <url>', texts.text('option-tasks-server'))
      .option('--key <key>', texts.text('option-key'));
  const filtered = (one: Command) =>
    desk(one)
      .option('--state <state>', texts.text('option-tasks-state'))
      .option('--kind <kind>', texts.text('option-tasks-kind'))
      .option('--code <code>', texts.text('option-tasks-code'));
  filtered(
    command(tasks, 'list', async (options) => (await load()).listTasks(context, options), 'tasks-list'),
  )
    .option('--limit <number>', texts.text('option-tasks-limit'))
    .option('--json', texts.text('option-json'));
  desk(
    command(
      tasks,
      'show',
      async (options, [id = '']) => (await load()).showTask(context, { ...(options as object), id }),
      'tasks-show',
    ).argument('<id>', texts.text('argument-task-id')),
  ).option('--json', texts.text('option-json'));
  filtered(
    command(
      tasks,
      'retry',
      async (options, ids) => (await load()).retryTasks(context, { ...(options as object), ids }),
      'tasks-retry',
    ).argument('[ids...]', texts.text('argument-task-ids')),
  ).option('--all', texts.text('option-tasks-all'));
  desk(
    command(
      tasks,
      'cancel',
      async (options, ids) => (await load()).cancelTasks(context, { ...(options as object), ids }),
      'tasks-cancel',
    ).argument('<ids...>', texts.text('argument-task-ids')),
  );
}
