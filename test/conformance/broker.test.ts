import { afterAll, beforeAll } from 'vitest';
import { createInProcessHub } from '../../src/adapters/broker/in-process/in-process-broker.ts';
import { createRedisBroker } from '../../src/adapters/broker/redis/redis-broker.ts';
import { redisProgram } from '../support/broker-server.ts';
import { describeOverServer } from '../support/describe-over-server.ts';
import { type RedisServer, startRedis } from '../support/redis.ts';
import { describeBroker } from './broker.ts';

const hub = createInProcessHub();

describeBroker('in-process', {
  connect: async () => hub.connect(),
  capabilities: {
    reach: 'process',
    durable: false,
    groups: 'many',
    largestMessage: Number.MAX_SAFE_INTEGER,
    countsOthersWork: true,
  },
});

describeOverServer(redisProgram, 'Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis({ appendonly: 'everysec' });
  });
  afterAll(() => redis.close());

  describeBroker('Redis Streams', {
    connect: async (url = redis.url) => {
      const broker = createRedisBroker({ url });
      await broker.check();
      return broker;
    },
    capabilities: {
      reach: 'network',
      durable: true,
      groups: 'many',
      largestMessage: 8 * 2 ** 20,
      countsOthersWork: true,
    },
    network: {
      server: () => redis,
      publishText: async (queue, text) => void (await redis.command('XADD', queue, '*', 'json', text)),
    },
  });
});
