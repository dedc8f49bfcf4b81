import { toEfirError } from '../core/errors.ts';
import { getTexts } from '../texts/texts.ts';
import type { DependencyState } from './role.ts';

/** What is wrong with something that a role needs, as a sentence; operators read it at /ready. */
export function describeFailure(thrown: unknown): DependencyState {
  return { state: 'failed', detail: getTexts('en').describe(toEfirError(thrown)).message };
}

/** The state of what has a check. */
export function describeCheck(check: Promise<void>): Promise<DependencyState> {
  return check.then(() => ({ state: 'ok' }), describeFailure);
}
