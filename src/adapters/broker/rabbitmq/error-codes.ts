/** The name that AMQP has for what went wrong: `NOT_FOUND`, `PRECONDITION_FAILED`. */
export function tellCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
