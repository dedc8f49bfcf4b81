import { z } from 'zod';
import { EfirError } from '../../../core/errors.ts';
import type { Texts } from '../../../texts/texts.ts';
import { describeError } from '../../describe-error.ts';

export interface OpenaiFailure {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly error: {
      readonly message: string;
      readonly type: string;
      readonly param: string | null;
      readonly code: string;
    };
  };
}

/** Whether an address belongs to this door: everything that fails there fails in the shape of the OpenAI API. */
export function isOpenaiAddress(url: string): boolean {
  return /^\/v1\/(?:audio|models(?!\/(?:catalogue|pull)(?:[/?]|$)))(?:[/?]|$)/.test(url);
}

/**
 * An error as the OpenAI API gives it, with its statuses: what is wrong with the request or its file is 400. Codes that
 * API has are its own, the others ours. Its clients send everything again on 409 and 5xx: they are told not to where
 * that is in vain.
 */
export function describeOpenaiError(error: EfirError, texts: Texts, requestId: string): OpenaiFailure {
  const status = toStatus(error);
  const { param, code = error.code } = { ...findFault(error), ...known[error.code] };
  const { message, hint } = describeError(error, texts, requestId);
  const again = status === 409 || status >= 500 ? { 'x-should-retry': String(error.transient) } : {};
  return {
    status,
    headers: again,
    body: { error: { message: `${message} ${hint}`, type: toType(status), param: param ?? null, code } },
  };
}

interface Fault {
  readonly param?: string;
  readonly code?: string;
}

const known: Readonly<Record<string, Fault>> = {
  unauthorised: { code: 'invalid_api_key' },
  forbidden: { code: 'insufficient_permissions' },
  'rate-limited': { code: 'rate_limit_exceeded' },
  'route-unknown': { code: 'unknown_url' },
  'model-unknown': { code: 'model_not_found', param: 'model' },
  'model-missing': { param: 'model' },
  'translation-unavailable': { param: 'model' },
  'language-unknown': { param: 'language' },
  'language-unsupported': { param: 'language' },
  'file-too-large': { param: 'file' },
  'upload-malformed': { param: 'file' },
  'upload-cut': { param: 'file' },
};

function toStatus({ code, meaning }: EfirError): number {
  if (code === 'model-unknown') return 404;
  return meaning.status === 415 || meaning.status === 422 ? 400 : meaning.status;
}

function toType(status: number): string {
  if (status === 429) return 'requests';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}

/** Which parameter is at fault, and in what way. */
function findFault({ code, args, cause }: EfirError): Fault {
  if (code.startsWith('media-')) return { param: 'file' };
  if (cause instanceof z.core.$ZodError) return findWrongInput(cause);
  const { param, fault } = args;
  return {
    ...(typeof param === 'string' ? { param } : {}),
    ...(typeof fault === 'string' ? { code: fault } : {}),
  };
}

function findWrongInput({ issues: [issue] }: z.core.$ZodError): Fault {
  if (issue === undefined) return {};
  if (issue.code === 'unrecognized_keys') return { param: issue.keys[0] ?? '', code: 'unknown_parameter' };
  const param = String(issue.path[0] ?? '');
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  return { param, code: missing ? 'missing_required_parameter' : 'invalid_value' };
}

/** Wrong input that no schema finds: `param` names it, `detail` says what is wrong with it. */
export function refuseParameter(param: string, detail: string): EfirError {
  return new EfirError('request-invalid', {
    detail: `${param}: ${detail}`,
    param,
    fault: 'unsupported_value',
  });
}
