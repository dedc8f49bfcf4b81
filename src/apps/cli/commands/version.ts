import { readFile } from 'node:fs/promises';
import type { CommandContext } from '../command.ts';
import { writeOut } from '../transcribe/write-target.ts';

export async function printVersion({ stdout }: CommandContext): Promise<undefined> {
  await writeOut(stdout, `efir ${await readVersion()} (Node.js ${process.versions.node})\n`);
}

async function readVersion(): Promise<string> {
  const text = await readFile(new URL('../../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
