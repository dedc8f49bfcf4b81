import type { Readiness } from './role.ts';

/** What every role answers at /health: it is asked whether to restart the process, so it waits for nothing. */
export function describeHealth(): { status: 'alive' } {
  return { status: 'alive' };
}

/** What every role answers at /ready. A check that hangs counts as failed after 5 s. */
export async function describeReadiness(
  ready: () => Promise<Readiness>,
): Promise<{ status: 200 | 503; body: Readiness }> {
  const late = AbortSignal.timeout(5_000);
  const timeout = new Promise<Readiness>((resolve) => {
    late.addEventListener('abort', () => resolve(unknown('no answer within 5 s')), { once: true });
  });
  const body = await Promise.race([ready(), timeout]).catch(() => unknown('the check itself failed'));
  return { status: body.state === 'unready' ? 503 : 200, body };
}

function unknown(detail: string): Readiness {
  return { state: 'unready', dependencies: { checks: { state: 'failed', detail } } };
}
