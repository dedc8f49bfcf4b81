import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { EfirError } from '../../core/errors.ts';
import type { EngineName } from '../../engine-host/engines.ts';
import type { ServerHealth } from '../../wire/transcribe-server.ts';
import { readUploadOptions } from '../upload/upload-options.ts';
import type { JobForm } from './job-desk.ts';
import { checkJobId } from './job-ids.ts';

const ownFields = z.object({
  job_id: z.string().optional(),
  keep: z.enum(['true', 'false', '1', '0']).default('true'),
});

/**
 * Reads what stands around the file; fields win over the query. A job without an id gets one. Throws `request-invalid`
 * or a ZodError that names the field, `language-unknown` and `engine-unknown`.
 */
export function readJobForm(
  { mode, offered }: { readonly mode: ServerHealth['mode']; readonly offered: readonly EngineName[] },
  query: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, string>>,
): JobForm {
  const { job_id: jobId, keep, ...asked } = { ...query, ...fields };
  const own = ownFields.parse({
    ...(jobId === undefined ? {} : { job_id: jobId }),
    ...(keep === undefined ? {} : { keep }),
  });
  // Forms send fields that were left empty, too.
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
  if (mode === 'stateless') refuseUnkept(given);
  return {
    jobId: own.job_id === undefined ? randomUUID() : checkJobId(own.job_id),
    options: readUploadOptions(offered, given),
    keep: own.keep === 'true' || own.keep === '1',
  };
}

/** What only a server with a database can keep: to take it in and forget it would be a promise broken. */
const keptOnly = ['recipe', 'priority', 'callback_url'];

function refuseUnkept(given: Readonly<Record<string, unknown>>): void {
  const name = keptOnly.find((one) => given[one] !== undefined);
  if (name !== undefined)
    throw new EfirError('request-invalid', { detail: `${name}: not on a server without a database` });
}
