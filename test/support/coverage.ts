import { relative } from 'node:path';
import v8 from '@vitest/coverage-v8';
import type { CoverageProviderModule } from 'vitest/node';

/**
 * Files whose runs are not counted: the tests of whole ways, and those that compute for minutes. Counting each block of
 * all that they run, tests' own code included, would double what they take. The figure is thus what the tests beside the
 * code run, and at most too low.
 */
const uncounted = /^(test\/|src\/compute\/speech\/(stages\/nothing-invented|transcribe-task)\.)/;

/** Coverage by V8, except in those files. This module is evaluated again and again: what counts is V8's alone. */
export default {
  startCoverage: (options) => (isCounted() ? v8.startCoverage?.(options) : undefined),
  takeCoverage: (options) => (isCounted() ? v8.takeCoverage?.(options) : undefined),
  stopCoverage: (options) => (isCounted() ? v8.stopCoverage?.(options) : undefined),
  // Workers ask the module that has the provider's name.
  getProvider: async () => Object.assign(await v8.getProvider(), { name: 'custom' }),
} satisfies CoverageProviderModule;

/** In a worker of Vitest, which has one file. Should it no longer tell which, all files are counted. */
function isCounted(): boolean {
  const { __vitest_worker__: worker } = globalThis as { __vitest_worker__?: WorkerState };
  const path = worker?.ctx?.files?.[0]?.filepath;
  return path === undefined || !uncounted.test(relative(process.cwd(), path));
}

interface WorkerState {
  readonly ctx?: { readonly files?: readonly { readonly filepath?: string }[] };
}
