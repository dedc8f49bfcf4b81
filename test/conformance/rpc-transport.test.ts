import { afterAll, beforeAll } from 'vitest';
import { createInProcessRpcHub } from '../../src/adapters/rpc-transport/in-process/in-process-rpc-transport.ts';
import { createRabbitmqRpcTransport } from '../../src/adapters/rpc-transport/rabbitmq/rabbitmq-rpc-transport.ts';
import { type RabbitmqServer, startRabbitmq } from '../support/rabbitmq.ts';
import { openRpcAsker, type RpcAsker } from '../support/rpc-asker.ts';
import { describeRpcTransport } from './rpc-transport.ts';

const hub = createInProcessRpcHub();

describeRpcTransport('in-process', () => ({
  connect: async () => hub.connect(),
  ask: async (queue, body, headers) => {
    const answer = await hub.ask(queue, {
      body: Buffer.from(body),
      correlationId: '1',
      ...(headers ? { headers } : {}),
    });
    return answer?.toString() ?? '';
  },
  tell: async (queue, body) => void hub.ask(queue, { body: Buffer.from(body), expectsAnswer: false }),
  listSetAside: async (queue) => hub.listSetAside(queue),
  capabilities: { reach: 'process', largestAnswer: Number.MAX_SAFE_INTEGER },
}));

let server: RabbitmqServer;
let asker: RpcAsker;
beforeAll(async () => {
  server = await startRabbitmq();
  asker = await openRpcAsker(server.url);
}, 300_000);
afterAll(async () => {
  await asker?.close();
  await server?.close();
});

describeRpcTransport('rabbitmq', () => ({
  connect: async () => createRabbitmqRpcTransport({ url: server.url }),
  ask: (queue, body, headers) => asker.ask(queue, body, headers ? { headers } : {}),
  tell: (queue, body) => asker.tell(queue, body),
  listSetAside: (queue) => asker.listSetAside(queue),
  capabilities: { reach: 'network', largestAnswer: 64 * 1024 * 1024 },
}));
