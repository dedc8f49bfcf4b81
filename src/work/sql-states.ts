const deadlockDetected = '40P01';
const deadlockTries = 3;

/** A recording that is deleted meanwhile may lock in another order; one of the two has to try again. */
export async function retryDeadlocks<Result>(
  work: () => Promise<Result>,
  tries = deadlockTries,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (tries <= 1 || !hasSqlState(error, (state) => state === deadlockDetected)) throw error;
    return retryDeadlocks(work, tries - 1);
  }
}

/** SQLSTATE classes 22 (data) and 23 (constraint): the same data will be refused again. */
export function isRefusedData(error: unknown): error is Error {
  return hasSqlState(error, (state) => /^2[23]/.test(state));
}

function hasSqlState(error: unknown, test: (state: string) => boolean): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && test(error.code);
}
