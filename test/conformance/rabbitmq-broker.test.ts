import { afterAll, beforeAll } from 'vitest';
import { createRabbitmqBroker } from '../../src/adapters/broker/rabbitmq/rabbitmq-broker.ts';
import { rabbitmqProgram } from '../support/broker-server.ts';
import { describeOverServer } from '../support/describe-over-server.ts';
import { type RabbitmqServer, startRabbitmq } from '../support/rabbitmq.ts';
import { describeBroker } from './broker.ts';

describeOverServer(rabbitmqProgram, 'rabbitmq', () => {
  let server: RabbitmqServer;
  beforeAll(async () => {
    server = await startRabbitmq();
  }, 300_000);
  afterAll(() => server?.close());

  describeBroker('rabbitmq', {
    connect: async () => createRabbitmqBroker({ url: server.url }),
    capabilities: { reach: 'network', durable: true, groups: 'one', largestMessage: 16 * 1024 * 1024 },
  });
});
