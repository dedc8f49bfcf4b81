// A dispatcher of calls with services of a test's own, without a database:
//
//   const { call, counted } = openCalls([service]);
//   … expect(await call('{"jsonrpc": "2.0", …}')).toEqual({ jsonrpc: '2.0', result: 19, id: 1 });

import { toRequestError } from '../../src/apps/describe-error.ts';
import type { ApiKeyId, TenantId } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { createMetrics } from '../../src/core/metrics.ts';
import { type Caller, type Scope, scopes } from '../../src/domain/identity/index.ts';
import { createDispatcher, type DispatchedMessage } from '../../src/rpc/dispatcher.ts';
import type { DispatcherOptions, IncomingMessage } from '../../src/rpc/dispatcher-options.ts';
import type { RpcService, ServicePorts } from '../../src/rpc/service.ts';
import { getTexts } from '../../src/texts/texts.ts';

export interface TestCalls {
  /** The answer as a value; undefined where none is given. */
  call(body: string | Buffer | object, beside?: Partial<IncomingMessage>): Promise<unknown>;
  dispatch(body: string | Buffer, beside?: Partial<IncomingMessage>): Promise<DispatchedMessage>;
  /** `method outcome` of everything that was counted, with its number. */
  counted(): Promise<Record<string, number>>;
}

export function openCalls(
  services: readonly RpcService[],
  options: { limits?: Partial<DispatcherOptions['limits']>; admit?: (tenantId: string) => void } = {},
): TestCalls {
  const metrics = createMetrics({ processMetrics: false });
  const dispatchMessage = createDispatcher({
    services,
    // What these services do not touch is not there.
    ports: {} as ServicePorts,
    translateProblems: toRequestError,
    admit: options.admit ?? (() => {}),
    metrics,
    limits: { bytes: 10_000, calls: 10, timeout: 5, longestTimeout: 10, ...options.limits },
  });
  const dispatch: TestCalls['dispatch'] = (body, beside = {}) =>
    dispatchMessage({
      body: Buffer.from(body),
      headers: {},
      authenticate: async () => makeCaller(),
      requestId: 'a-request',
      trace: 'f'.repeat(32),
      texts: getTexts('en'),
      signal: new AbortController().signal,
      logger: silentLogger,
      ...beside,
    });
  return {
    dispatch,
    async call(body, beside) {
      const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
      const { answer } = await dispatch(bytes, beside);
      return answer && (JSON.parse(answer.toString()) as unknown);
    },
    async counted() {
      const { values } = await metrics.rpcCalls.get();
      return Object.fromEntries(
        values.map(({ labels, value }) => [`${labels.method} ${labels.outcome}`, value]),
      );
    },
  };
}

export function makeCaller(allowed: readonly Scope[] = scopes): Caller {
  return {
    tenantId: 'a-tenant' as TenantId,
    scopes: allowed,
    by: { kind: 'key', keyId: 'a-key' as ApiKeyId },
  };
}
