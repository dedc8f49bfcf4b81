import { createInProcessHub } from '../../src/adapters/broker/in-process/in-process-broker.ts';
import { describeBroker } from './broker.ts';

const hub = createInProcessHub();

describeBroker('in-process', {
  connect: async () => hub.connect(),
  capabilities: { reach: 'process', durable: false, groups: 'many', largestMessage: Number.MAX_SAFE_INTEGER },
});
