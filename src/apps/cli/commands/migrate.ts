import { migrateGivenDatabase, openDatabase } from '../../open-database.ts';
import type { CommandContext } from '../command.ts';
import { writeOut } from '../transcribe/write-target.ts';

/** `efir migrate`: brings the database up to date, the given one or our own. */
export async function migrate(context: CommandContext): Promise<undefined> {
  const { config, logger, signal, stdout, texts } = context;
  if (config.databaseUrl === undefined) {
    const { close } = await openDatabase(config, { logger, signal, purpose: 'visit' });
    await close();
  } else {
    await migrateGivenDatabase(config, logger);
  }
  await writeOut(stdout, `${texts.text('migrate-done')}\n`);
}
