import { createHash } from 'node:crypto';
import { EfirError } from '../../core/errors.ts';

/** `"3-2Yx…"`: the version, and what tells its forms apart. */
export function writeTag(version: number, form: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(form)).digest('base64url');
  return `"${version}-${hash.slice(0, 22)}"`;
}

/** Whether If-None-Match names the tag; proxies that compress make tags weak. */
export function hasTag(header: string | undefined, tag: string): boolean {
  const named = (header ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return named.includes('*') || named.includes(tag);
}

/**
 * The version that a change was thought out for, by the header If-Match and by the request's own word; undefined when
 * neither says. Throws `request-invalid` for a header that is no tag of ours, and where the two differ.
 */
export function readGivenVersion(ifMatch: string | undefined, given: number | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return given;
  const [, digits] = /^\s*(?:W\/)?"(\d{1,9})(?:-[\w-]*)?"\s*$/.exec(ifMatch) ?? [];
  if (digits === undefined) throw invalid('If-Match: one ETag of the transcript is expected');
  const version = Number(digits);
  if (given !== undefined && given !== version)
    throw invalid(`version: ${given} is not that of If-Match, which is ${version}`);
  return version;
}

function invalid(detail: string): EfirError {
  return new EfirError('request-invalid', { detail });
}
