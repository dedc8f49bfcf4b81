import { describe, it } from 'vitest';
import { findServerProgram, type NeededProgram } from './broker-server.ts';

/**
 * `describe` for suites over a real server: where it is not installed they are skipped, and seen to be, but in
 * continuous integration they run and fail.
 */
export function describeOverServer(needed: NeededProgram, name: string, define: () => void): void {
  if (findServerProgram(needed) !== undefined || process.env['CI']) {
    describe(name, define);
    return;
  }
  const hint = `install the package ${needed.debianPackage}`;
  describe.skip(`${name} (${needed.program} is not installed: ${hint})`, () =>
    it('is not installed', () => {}));
}
