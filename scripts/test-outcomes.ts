/** How the tests ended, as `write-outcomes.ts` writes it down. */
export interface Outcomes {
  readonly files: readonly FileOutcome[];
  /** What failed for no file's sake. */
  readonly strayErrors: number;
}

export interface FileOutcome {
  /** As the folder of the project sees it. */
  readonly path: string;
  /** Also when no test of it failed: it could not be loaded, or threw beside its tests. */
  readonly failed: boolean;
  readonly tests: readonly { readonly name: string; readonly state: 'passed' | 'failed' | 'skipped' }[];
}

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** More failed files than this are no chance. */
const mostUnsteadyFiles = 5;

/** A file that failed without a failing test counts as one failure, and so does each error of no file. */
export function countOutcomes({ files, strayErrors }: Outcomes): Count {
  const states = files.flatMap(({ tests }) => tests.map(({ state }) => state));
  const count = (wanted: string) => states.filter((state) => state === wanted).length;
  const broken = files.filter((file) => file.failed && listFailed(file).length === 0).length;
  return {
    passed: count('passed'),
    failed: count('failed') + broken + strayErrors,
    skipped: count('skipped'),
  };
}

/** Paths of the files that are worth another try, alone: few that failed. */
export function chooseSecondTry({ files }: Outcomes): readonly string[] {
  const failed = files.filter((file) => file.failed).map(({ path }) => path);
  return failed.length > mostUnsteadyFiles ? [] : failed;
}

/**
 * What holds after failed files were tried again: for these, how they ended the second time. `unsteady` has a line for
 * each test that failed only the first time.
 */
export function mergeOutcomes(
  first: Outcomes,
  second: Outcomes,
): { readonly outcomes: Outcomes; readonly unsteady: readonly string[] } {
  const again = new Map(second.files.map((file) => [file.path, file]));
  return {
    outcomes: {
      files: first.files.map((file) => (file.failed ? (again.get(file.path) ?? file) : file)),
      strayErrors: first.strayErrors + second.strayErrors,
    },
    unsteady: first.files
      .filter(({ failed }) => failed)
      .flatMap((file) => tellUnsteady(file, again.get(file.path))),
  };
}

function tellUnsteady(first: FileOutcome, second: FileOutcome | undefined): string[] {
  if (second === undefined) return [];
  const passed = new Set(second.tests.filter(({ state }) => state === 'passed').map(({ name }) => name));
  const failed = listFailed(first);
  const names = failed.filter((name) => passed.has(name)).map((name) => `${first.path} › ${name}`);
  const whole = failed.length === 0 && !second.failed ? [first.path] : [];
  return [...names, ...whole].map((what) => `unsteady: ${what}: failed beside its neighbours, passed alone`);
}

function listFailed({ tests }: FileOutcome): string[] {
  return tests.filter(({ state }) => state === 'failed').map(({ name }) => name);
}
