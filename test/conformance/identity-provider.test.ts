import { afterAll, beforeAll } from 'vitest';
import { createOpenidIdentityProvider } from '../../src/adapters/identity-provider/openid/openid-identity-provider.ts';
import { startIdentityProvider, type TestProvider } from '../support/identity-provider.ts';
import { describeIdentityProvider } from './identity-provider.ts';

// One for all: its keys take long to make.
let elsewhere: TestProvider;
beforeAll(async () => {
  elsewhere = await startIdentityProvider();
});
afterAll(() => elsewhere.close());

describeIdentityProvider('openid', async () => {
  const { clientId, clientSecret, issuer } = elsewhere;
  return {
    provider: createOpenidIdentityProvider({ clientId, clientSecret, issuer, name: 'Example' }),
    elsewhere,
    async close() {
      Object.assign(elsewhere, { person: undefined, about: undefined, spoil: {}, isUp: true });
    },
  };
});
