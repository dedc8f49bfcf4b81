import { readFileSync, writeFileSync } from 'node:fs';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { buildServer } from '../src/apps/api/build-server.ts';
import type { ApiContext } from '../src/apps/api/server.ts';
import { loadConfig } from '../src/config/config.ts';
import { silentLogger } from '../src/core/logger.ts';
import { getTexts } from '../src/texts/texts.ts';

/*
 * Writes what the dashboard knows of the API, from the API's own description: `./efir web client`. With --check it
 * only says whether the file is up to date.
 */
const target = 'web/src/api/schema.d.ts';
const written = await writeClient();
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== written) {
    console.log(`${target} is not what the API describes: run ./efir web client`);
    process.exitCode = 1;
  }
} else writeFileSync(target, written);

async function writeClient(): Promise<string> {
  const { app } = await buildServer({
    config: loadConfig({}),
    logger: silentLogger,
    texts: getTexts,
    context: describedOnly(),
  });
  const description = app.swagger();
  await app.close();
  const types = await openapiTypescript(JSON.stringify(description), { alphabetize: true });
  return `// Written by ./efir web client from the description of the API.\n${astToString(types)}`;
}

/** Routes are described before they are used: of what they work with, each may take apart what it likes. */
function describedOnly(): ApiContext {
  const anything: object = new Proxy(
    {},
    { get: (_target, key) => (key === Symbol.toPrimitive ? () => 1 : anything) },
  );
  return anything as ApiContext;
}
