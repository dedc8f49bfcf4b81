import { rotateSigningKey } from '../../../domain/identity/index.ts';
import { openDatabase } from '../../open-database.ts';
import type { CommandContext } from '../command.ts';
import { writeOut } from '../transcribe/write-target.ts';

/** `efir signing-key rotate`: access tokens are signed with a new key, within a minute everywhere. */
export async function rotate({ config, logger, signal, stdout, texts }: CommandContext): Promise<undefined> {
  const { database, close } = await openDatabase(config, { logger, signal, purpose: 'visit' });
  try {
    await rotateSigningKey(database);
    await writeOut(stdout, `${texts.text('signing-key-rotated')}\n`);
  } finally {
    await close();
  }
}
