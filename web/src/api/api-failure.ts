/** A request that was not granted, in the server's own words. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  /** Stable name of what went wrong; `offline` where no answer came. */
  readonly code: string;
  /** What to do about it. */
  readonly hint: string | undefined;
  /** Leads to the lines of the server's log. */
  readonly requestId: string | undefined;
  readonly status: number;
  /** Seconds after which the server wants to be asked again, where it said so. */
  readonly retryAfter: number | undefined;

  constructor(told: {
    readonly code: string;
    readonly message?: string;
    readonly hint?: string;
    readonly requestId?: string;
    readonly status?: number;
    readonly retryAfter?: number | undefined;
    readonly cause?: unknown;
  }) {
    super(told.message ?? told.code, { cause: told.cause });
    this.code = told.code;
    this.hint = told.hint;
    this.requestId = told.requestId;
    this.status = told.status ?? 0;
    this.retryAfter = told.retryAfter;
  }
}

interface ErrorBody {
  readonly error?: { code?: string; message?: string; hint?: string; request_id?: string };
}

/** What an answer says of its failure; one that is none of ours (of a proxy, say) is told by its status. */
export async function toApiFailure(response: Response): Promise<ApiFailure> {
  const { headers, status } = response;
  return readFailure(status, await response.text().catch(() => ''), headers.get('retry-after'));
}

export function readFailure(status: number, body: string, retryAfter?: string | null): ApiFailure {
  const { code, hint, message, request_id: requestId } = parse(body).error ?? {};
  return new ApiFailure({
    code: code ?? (status === 0 ? 'offline' : 'unreadable'),
    status,
    retryAfter: Number.parseInt(retryAfter ?? '', 10) || undefined,
    ...(message === undefined ? {} : { message }),
    ...(hint === undefined ? {} : { hint }),
    ...(requestId === undefined ? {} : { requestId }),
  });
}

function parse(body: string): ErrorBody {
  try {
    return (JSON.parse(body) as ErrorBody | null) ?? {};
  } catch {
    return {};
  }
}

/** Whether the server does not know who asks (any more). */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiFailure && error.status === 401;
}
