import { readVersion } from '../../read-version.ts';
import type { CommandContext } from '../command.ts';
import { writeOut } from '../transcribe/write-target.ts';

export async function printVersion({ stdout }: CommandContext): Promise<undefined> {
  await writeOut(stdout, `efir ${await readVersion()} (Node.js ${process.versions.node})\n`);
}
