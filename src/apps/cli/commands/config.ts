import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { writeExample } from '../../../config/write-example.ts';
import type { CommandContext } from '../command.ts';
import { writeOut, writeWhole } from '../transcribe/write-target.ts';

const examplePath = fileURLToPath(new URL('../../../../.env.example', import.meta.url));

/** `efir config`: writes .env.example from the settings, or with `check` says whether it is up to date (exit 1 if not). */
export async function writeConfig(context: CommandContext, options: { check?: boolean }): Promise<number> {
  const { stdout, texts } = context;
  const wanted = writeExample();
  const found = await readFile(examplePath, 'utf8').catch(() => '');
  if (found === wanted) {
    await writeOut(stdout, `${texts.text('config-same')}\n`);
    return 0;
  }
  if (options.check) {
    await writeOut(stdout, `${texts.text('config-differs')}\n`);
    return 1;
  }
  await writeWhole(examplePath, wanted);
  await writeOut(stdout, `${texts.text('config-written', { path: examplePath })}\n`);
  return 0;
}
