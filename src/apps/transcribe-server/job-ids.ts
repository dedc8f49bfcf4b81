import { EfirError } from '../../core/errors.ts';

/** Characters of a file's name, with room for its ending and for what is added while it is written. */
const longest = 200;

/** Reads the id that a stranger gave a job. Rejects with `request-invalid` for none, a huge one, one that is no text,
 * and one that nobody could ask for. */
export function checkJobId(jobId: string): string {
  if (jobId === '') throw new EfirError('request-invalid', { detail: 'job_id: empty' });
  if (!jobId.isWellFormed() || /\p{Cc}/u.test(jobId)) {
    throw new EfirError('request-invalid', { detail: 'job_id: control characters are not accepted' });
  }
  if (/^\.\.?$/.test(jobId)) {
    throw new EfirError('request-invalid', { detail: `job_id: ${jobId} cannot stand in an address` });
  }
  // The first look keeps a huge one from being worked on.
  if (jobId.length > longest || encodeJobId(jobId).length > longest) {
    const detail = `job_id: at most ${longest} letters and digits, other characters count for 3 to 12`;
    throw new EfirError('request-invalid', { detail });
  }
  return jobId;
}

/**
 * A job's id as a file's name: letters, digits, `-` and `_` stand for themselves, everything else as %XX, the dot
 * included. So no id leads out of its folder, no two ids meet, and the id can be read back.
 */
export function encodeJobId(jobId: string): string {
  return encodeURIComponent(jobId).replace(
    /[.!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
