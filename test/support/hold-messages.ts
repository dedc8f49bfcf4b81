// A consumer that holds what it gets and settles nothing: node hold-messages.ts <broker URL> <queue> <prefetch>
// Writes each message to standard output, as a line of JSON. A test ends it by `kill -9`.

import { createBroker } from '../../src/apps/compose.ts';
import { loadConfig } from '../../src/config/config.ts';
import { silentLogger } from '../../src/core/logger.ts';

const [url = '', queue = '', prefetch = '1'] = process.argv.slice(2);
const connect = await createBroker(loadConfig({ BROKER_URL: url }), silentLogger);
await connect().consume(queue, { group: 'group', prefetch: Number(prefetch) }, async ({ message }) => {
  console.log(JSON.stringify(message));
  await new Promise(() => {});
});
