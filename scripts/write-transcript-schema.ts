// node scripts/write-transcript-schema.ts           writes docs/transcript.schema.json
// node scripts/write-transcript-schema.ts --check   compares it with what the program says

import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { transcriptSchema } from '../src/compute/speech/transcript.ts';
import { isMain, reportProblems } from './problems.ts';

const path = 'docs/transcript.schema.json';
const target = new URL(`../${path}`, import.meta.url);

if (isMain(import.meta.url)) {
  const text = `${JSON.stringify(describeTranscript(), null, 2)}\n`;
  if (process.argv.includes('--check')) {
    const committed = await readFile(target, 'utf8').catch(() => '');
    const problem = { path, text: 'differs from the schema: node scripts/write-transcript-schema.ts' };
    reportProblems(committed === text ? [] : [problem]);
  } else {
    await writeFile(target, text);
  }
}

/** JSON Schema of what `format=json` gives. Later versions may say more, so what is not named is allowed. */
function describeTranscript(): object {
  const schema = z.toJSONSchema(transcriptSchema, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return {
    ...schema,
    title: 'Transcript',
    description: 'A transcript of Efir as JSON. Times are in seconds.',
  };
}
