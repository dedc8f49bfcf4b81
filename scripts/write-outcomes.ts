import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, SerializedError, TestCase, TestModule, Vitest } from 'vitest/node';
import type { FileOutcome, Outcomes } from './test-outcomes.ts';

/** A reporter of Vitest: writes how each test ended into the file that TEST_OUTCOMES names. */
export default class OutcomeReporter implements Reporter {
  #root = process.cwd();

  onInit(vitest: Vitest): void {
    this.#root = vitest.config.root;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const target = process.env['TEST_OUTCOMES'];
    if (target === undefined) return;
    const sources = errors.map(({ VITEST_TEST_PATH: path }) => path as string | undefined);
    const known = new Set(modules.map(({ moduleId }) => moduleId));
    const outcomes: Outcomes = {
      files: modules.map((module) => this.#describe(module, sources.includes(module.moduleId))),
      strayErrors: sources.filter((path) => path === undefined || !known.has(path)).length,
    };
    writeFileSync(target, JSON.stringify(outcomes));
  }

  #describe(module: TestModule, threw: boolean): FileOutcome {
    const state = module.state();
    return {
      path: relative(this.#root, module.moduleId),
      failed: threw || (state !== 'passed' && state !== 'skipped'),
      tests: [...module.children.allTests()].map((test) => ({ name: test.fullName, state: judge(test) })),
    };
  }
}

/** A test that never ended has not passed. */
function judge(test: TestCase): 'passed' | 'failed' | 'skipped' {
  const { state } = test.result();
  return state === 'pending' ? 'failed' : state;
}
