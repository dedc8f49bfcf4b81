import { Connection } from 'rabbitmq-client';
import { afterAll, beforeAll } from 'vitest';
import { createRabbitmqBroker } from '../../src/adapters/broker/rabbitmq/rabbitmq-broker.ts';
import { rabbitmqProgram } from '../support/broker-server.ts';
import { describeOverServer } from '../support/describe-over-server.ts';
import { type RabbitmqServer, startRabbitmq } from '../support/rabbitmq.ts';
import { describeBroker } from './broker.ts';

describeOverServer(rabbitmqProgram, 'RabbitMQ', () => {
  let server: RabbitmqServer;
  beforeAll(async () => {
    server = await startRabbitmq();
  }, 300_000);
  afterAll(() => server?.close());

  describeBroker('RabbitMQ', {
    connect: async (url = server.url) => {
      // On a busy machine a restart of the server takes longer than publishers wait by default.
      const broker = createRabbitmqBroker({ url, patience: 30_000 });
      await broker.check();
      return broker;
    },
    capabilities: {
      reach: 'network',
      durable: true,
      groups: 'one',
      largestMessage: 16 * 2 ** 20,
      countsOthersWork: false,
    },
    network: {
      server: () => server,
      // A queue declared in the second before a kill -9 may be gone with its messages, confirmed or not, in 4 of 121 tries
      // (RabbitMQ 3.10): messages are forced to the disk, that there is a queue is not.
      keepQueues: () => server.evaluate('mnesia:sync_log()'),
      publishText: async (queue, text) => {
        const connection = new Connection(server.url);
        const publisher = connection.createPublisher({ confirm: true });
        await publisher.send({ routingKey: queue }, text);
        await publisher.close();
        await connection.close();
      },
    },
  });
});
