import { z } from 'zod';
import { describeServices } from '../describe-services.ts';
import { defineMethod, type RpcService } from '../service.ts';

const nothing = z.strictObject({});

const ping = defineMethod({
  summary: 'Say that somebody answers, and what time it is there',
  params: nothing,
  result: z.object({ pong: z.literal(true), time: z.string().meta({ format: 'date-time' }) }),
  run: async () => ({ pong: true as const, time: new Date().toISOString() }),
});

const describe = defineMethod({
  summary: 'Every method with its parameters and its result, as an OpenRPC document',
  params: nothing,
  result: z.looseObject({ openrpc: z.string() }),
  run: async ({ services }) => ({ openrpc: '', ...describeServices(services) }),
});

/** About the server itself. */
export const service: RpcService = { name: 'system', methods: { execute: ping, ping, describe } };
