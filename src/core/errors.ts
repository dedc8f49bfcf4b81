import { getSystemErrorMessage } from 'node:util';

/**
 * Every failure that a person may meet: one class, one list of codes.
 *
 * A code reads the same in HTTP answers, on the command line, in chats and in logs. The sentence and the hint
 * behind it are texts (`locales/<language>/errors.ftl`, message `error-<code>` with the attribute `.hint`); a
 * test holds the two lists together.
 */

/** What a code means outside: the HTTP status and the exit code of the command line (sysexits numbers). */
interface ErrorMeaning {
  readonly status: number;
  readonly exit: number;
  /** True where the same work may succeed a little later without anybody changing anything. */
  readonly transient?: boolean;
}

export const errorMeanings = {
  // The recording that was sent in
  'media-empty': { status: 422, exit: 65 },
  'media-unrecognised': { status: 415, exit: 65 },
  'media-no-audio': { status: 422, exit: 65 },
  'media-no-duration': { status: 422, exit: 65 },
  'media-truncated': { status: 422, exit: 65 },
  'media-damaged': { status: 422, exit: 65 },
  'media-too-long': { status: 422, exit: 65 },
  'channels-too-many': { status: 422, exit: 65 },
  'file-too-large': { status: 413, exit: 65 },
  'file-not-found': { status: 404, exit: 66 },
  'file-unreadable': { status: 422, exit: 66 },
  'file-outside': { status: 422, exit: 66 },
  'upload-cut': { status: 400, exit: 65 },
  'upload-malformed': { status: 400, exit: 65 },
  'upload-not-found': { status: 404, exit: 66 },
  'upload-expired': { status: 410, exit: 66 },
  'upload-offset-wrong': { status: 409, exit: 65 },
  'upload-taken-over': { status: 409, exit: 65 },
  'uploads-full': { status: 409, exit: 65 },
  'tus-version-unknown': { status: 412, exit: 64 },
  'upload-link-unknown': { status: 404, exit: 66 },
  'upload-link-used': { status: 410, exit: 66 },
  'upload-link-expired': { status: 410, exit: 66 },

  // What was asked for
  'request-invalid': { status: 400, exit: 64 },
  'usage-invalid': { status: 400, exit: 64 },
  'language-unknown': { status: 422, exit: 64 },
  'language-unsupported': { status: 422, exit: 64 },
  'engine-unknown': { status: 422, exit: 64 },
  'model-unknown': { status: 422, exit: 64 },
  'recipe-unknown': { status: 422, exit: 64 },
  'translation-unavailable': { status: 422, exit: 69 },
  'route-unknown': { status: 404, exit: 64 },
  'recording-not-found': { status: 404, exit: 66 },
  'task-not-found': { status: 404, exit: 66 },
  'audio-expired': { status: 410, exit: 66 },
  'audio-lost': { status: 410, exit: 66 },
  'link-refused': { status: 502, exit: 69 },
  'links-full': { status: 409, exit: 65 },
  'audio-awaited': { status: 409, exit: 75 },
  'transcript-expired': { status: 410, exit: 66 },
  'session-not-found': { status: 404, exit: 66 },
  'session-file-not-found': { status: 404, exit: 66 },
  'method-unknown': { status: 404, exit: 64 },
  'call-timeout': { status: 504, exit: 75 },
  'api-key-not-found': { status: 404, exit: 66 },
  'transcript-not-ready': { status: 409, exit: 75 },
  'transcription-unfinished': { status: 504, exit: 75, transient: true },
  'state-conflict': { status: 409, exit: 65 },
  'task-conflict': { status: 409, exit: 65 },
  'idempotency-conflict': { status: 409, exit: 65 },
  'job-not-found': { status: 404, exit: 66 },
  'job-conflict': { status: 409, exit: 65 },
  'queue-full': { status: 429, exit: 75, transient: true },
  'segment-not-found': { status: 404, exit: 66 },
  'speaker-not-found': { status: 404, exit: 66 },
  'speaker-voiceless': { status: 409, exit: 65 },
  'speech-too-short': { status: 409, exit: 65 },
  'voice-not-found': { status: 404, exit: 66 },
  'voices-full': { status: 409, exit: 65 },
  'samples-full': { status: 409, exit: 65 },
  'sample-last': { status: 409, exit: 65 },
  'version-not-found': { status: 404, exit: 66 },
  'version-conflict': { status: 409, exit: 65 },
  'versions-full': { status: 409, exit: 65 },
  'change-overwritten': { status: 409, exit: 65 },
  'folder-not-found': { status: 404, exit: 66 },
  'folder-exists': { status: 409, exit: 65 },
  'folder-in-itself': { status: 409, exit: 65 },
  'folders-full': { status: 409, exit: 65 },
  'folders-too-deep': { status: 409, exit: 65 },
  'tag-not-found': { status: 404, exit: 66 },
  'tags-full': { status: 409, exit: 65 },
  'highlight-not-found': { status: 404, exit: 66 },
  'highlights-full': { status: 409, exit: 65 },
  'share-not-found': { status: 404, exit: 66 },
  'share-expired': { status: 410, exit: 66 },
  'share-password-needed': { status: 401, exit: 77 },
  'share-password-wrong': { status: 403, exit: 77 },
  'share-locked': { status: 429, exit: 77, transient: true },
  'share-without-audio': { status: 403, exit: 77 },
  'shares-full': { status: 409, exit: 65 },
  'export-empty': { status: 409, exit: 65 },
  'webhook-not-found': { status: 404, exit: 66 },
  'delivery-not-found': { status: 404, exit: 66 },
  'url-forbidden': { status: 422, exit: 64 },
  'webhooks-full': { status: 409, exit: 65 },
  'webhook-paused': { status: 409, exit: 65 },
  'range-invalid': { status: 416, exit: 64 },
  'streams-full': { status: 429, exit: 75, transient: true },
  'rate-limited': { status: 429, exit: 75, transient: true },
  'setup-done': { status: 409, exit: 65 },
  'setup-code-wrong': { status: 403, exit: 77 },
  'sign-in-wrong': { status: 401, exit: 77 },
  'sign-in-slowed': { status: 429, exit: 75 },
  'sign-in-locked': { status: 429, exit: 75 },
  'sign-in-not-found': { status: 404, exit: 66 },
  'password-wrong': { status: 403, exit: 77 },
  'password-short': { status: 422, exit: 65 },
  'password-long': { status: 422, exit: 65 },
  'membership-none': { status: 403, exit: 77 },
  'name-unusable': { status: 400, exit: 64 },
  'email-unusable': { status: 400, exit: 64 },
  'user-not-found': { status: 404, exit: 66 },
  'oidc-missing': { status: 409, exit: 78 },
  'oidc-unreachable': { status: 502, exit: 69, transient: true },
  'oidc-declined': { status: 403, exit: 77 },
  'oidc-refused': { status: 502, exit: 76 },
  'oidc-over': { status: 410, exit: 65 },
  'oidc-stranger': { status: 403, exit: 77 },
  'oidc-account': { status: 409, exit: 77 },
  'oidc-other': { status: 403, exit: 77 },
  'oidc-taken': { status: 409, exit: 65 },
  'oidc-only': { status: 409, exit: 65 },
  'reset-unknown': { status: 404, exit: 66 },
  'reset-expired': { status: 410, exit: 66 },
  'tenant-not-found': { status: 404, exit: 66 },
  'tenant-other': { status: 409, exit: 65 },
  'member-not-found': { status: 404, exit: 66 },
  'last-owner': { status: 409, exit: 65 },
  'invitation-unknown': { status: 404, exit: 66 },
  'invitation-used': { status: 410, exit: 66 },
  'invitation-expired': { status: 410, exit: 66 },
  'invitation-other': { status: 403, exit: 77 },
  'invitations-full': { status: 409, exit: 65 },
  'member-already': { status: 409, exit: 65 },
  'token-refused': { status: 401, exit: 77 },
  'bot-missing': { status: 409, exit: 69 },
  'person-needed': { status: 403, exit: 77 },
  'cross-site': { status: 403, exit: 77 },
  unauthorised: { status: 401, exit: 77 },
  forbidden: { status: 403, exit: 77 },

  // Models and engines
  'model-missing': { status: 503, exit: 69 },
  'pulls-off': { status: 409, exit: 78 },
  'pull-not-found': { status: 404, exit: 66 },
  'model-corrupt': { status: 503, exit: 69 },
  'model-download-failed': { status: 503, exit: 69, transient: true },
  'dashboard-unbuilt': { status: 500, exit: 70 },
  'engine-missing': { status: 503, exit: 69 },
  'diarizer-missing': { status: 503, exit: 69 },
  'provider-missing': { status: 503, exit: 78 },
  'model-too-large': { status: 503, exit: 71 },
  'memory-short': { status: 503, exit: 71, transient: true },
  'engine-host-died': { status: 500, exit: 70, transient: true },
  'recording-kills-engine': { status: 422, exit: 70 },
  'engine-failed': { status: 500, exit: 70 },

  // The machine and the services around
  'media-tool-missing': { status: 503, exit: 69 },
  'disk-full': { status: 507, exit: 74, transient: true },
  'output-unwritable': { status: 500, exit: 73 },
  'database-unreachable': { status: 503, exit: 69, transient: true },
  'database-role-unsafe': { status: 503, exit: 78 },
  'database-schema-old': { status: 503, exit: 78 },
  'database-major-differs': { status: 503, exit: 78 },
  'database-start-failed': { status: 503, exit: 69 },
  'data-directory-in-use': { status: 503, exit: 75 },
  'data-directory-unusable': { status: 503, exit: 73 },
  'port-in-use': { status: 503, exit: 69 },
  'setting-invalid': { status: 500, exit: 78 },
  'setting-unknown': { status: 500, exit: 78 },
  'server-unreachable': { status: 502, exit: 69, transient: true },
  'server-answer-unreadable': { status: 502, exit: 76 },
  'transcribe-server-unreachable': { status: 502, exit: 69, transient: true },
  'transcribe-server-circle': { status: 508, exit: 78 },
  'speech-service-unreachable': { status: 502, exit: 69, transient: true },
  'speech-service-refused': { status: 502, exit: 78 },
  'key-required': { status: 500, exit: 78 },
  'target-unreachable': { status: 502, exit: 69, transient: true },
  'target-refused': { status: 502, exit: 69 },
  'webhook-failing': { status: 502, exit: 69 },
  'chat-unreachable': { status: 502, exit: 69 },
  'message-refused': { status: 502, exit: 69 },
  'broker-unreachable': { status: 503, exit: 69, transient: true },
  'message-too-large': { status: 500, exit: 70 },
  'telegram-token-missing': { status: 503, exit: 78 },
  'telegram-token-wrong': { status: 503, exit: 78 },
  'telegram-unreachable': { status: 503, exit: 69, transient: true },
  'telegram-conflict': { status: 503, exit: 75, transient: true },
  'telegram-refused': { status: 502, exit: 69 },
  'update-malformed': { status: 422, exit: 65 },
  unavailable: { status: 503, exit: 69, transient: true },

  // The work itself
  'task-timeout': { status: 500, exit: 75 },
  'step-failed': { status: 409, exit: 75 },
  'worker-lost': { status: 500, exit: 75, transient: true },
  'foreign-worker-failed': { status: 500, exit: 70 },
  'message-too-new': { status: 500, exit: 70, transient: true },
  cancelled: { status: 409, exit: 130 },
  internal: { status: 500, exit: 70 },
} as const satisfies Record<string, ErrorMeaning>;

export type ErrorCode = keyof typeof errorMeanings;

/** Values that complete the sentence of a code: `{ found: 'plain text', limit: 2000000000 }`. Never secrets. */
export type ErrorArguments = Readonly<Record<string, string | number>>;

/** What crosses a wire or a table column instead of the error object. */
export interface ErrorRecord {
  readonly code: ErrorCode;
  readonly args: ErrorArguments;
}

export class EfirError extends Error {
  override readonly name = 'EfirError';
  readonly code: ErrorCode;
  readonly args: ErrorArguments;

  constructor(code: ErrorCode, args: ErrorArguments = {}, options: { cause?: unknown } = {}) {
    super(describe(code, args), options);
    this.code = code;
    this.args = args;
  }

  get meaning(): ErrorMeaning {
    return errorMeanings[this.code];
  }

  get transient(): boolean {
    return this.meaning.transient === true;
  }

  toRecord(): ErrorRecord {
    return { code: this.code, args: this.args };
  }

  static fromRecord(record: { code: string; args?: ErrorArguments | undefined }): EfirError {
    return isErrorCode(record.code)
      ? new EfirError(record.code, record.args ?? {})
      : new EfirError('internal', { detail: record.code });
  }
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorMeanings, code);
}

/** Wraps whatever was thrown, so that every edge handles one class; the original stays as the cause. */
export function toEfirError(thrown: unknown): EfirError {
  if (thrown instanceof EfirError) return thrown;
  if (isNodeError(thrown) && (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT')) {
    return new EfirError('disk-full', { path: thrown.path ?? '' }, { cause: thrown });
  }
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return thrown.cause instanceof EfirError
      ? thrown.cause
      : new EfirError('cancelled', {}, { cause: thrown });
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new EfirError('internal', { detail }, { cause: thrown });
}

export function isNodeError(thrown: unknown): thrown is NodeJS.ErrnoException {
  return (
    thrown instanceof Error &&
    !(thrown instanceof EfirError) &&
    typeof (thrown as NodeJS.ErrnoException).code === 'string'
  );
}

/** `permission denied (EACCES)`: what the system said, for the sentence of a code. */
export function tellSystemError(thrown: unknown): string {
  if (!isNodeError(thrown)) return thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown.errno === undefined) return thrown.code ?? thrown.message;
  return `${getSystemErrorMessage(thrown.errno)} (${thrown.code})`;
}

function describe(code: ErrorCode, args: ErrorArguments): string {
  const pairs = Object.entries(args).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [code, ...pairs].join(' ');
}
