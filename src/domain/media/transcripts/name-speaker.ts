import { EfirError } from '../../../core/errors.ts';
import type { Database } from '../../../db/database.ts';
import { readWritten } from './read-written.ts';
import { type NewChange, type Revision, reviseTranscript } from './revise-transcript.ts';
import { readVersion } from './stored-transcript.ts';

/** Characters of a name. */
export const longestName = 100;

export interface Naming extends Revision {
  /** `S1`, … */
  readonly speaker: string;
  /** Null takes the name away. */
  readonly name: string | null;
}

/**
 * Names a speaker, once for the whole recording; two may have the same name. Gives the version that came of it. Rejects
 * as `reviseTranscript`, with `speaker-not-found` (id), and with `request-invalid` for what is no name.
 */
export function nameSpeaker(database: Database, naming: Naming): Promise<number> {
  const name = naming.name === null ? null : readName(naming.name);
  return reviseTranscript(database, naming, async (tx, newest): Promise<NewChange | undefined> => {
    const { recordingId, speaker } = naming;
    const { speakers } = await readVersion(tx, recordingId, { newest, version: newest });
    const known = speakers.find(({ id }) => id === speaker);
    if (!known) throw new EfirError('speaker-not-found', { id: speaker });
    const was = known.name ?? null;
    return was === name ? undefined : { type: 'named', names: [{ speaker, was, is: name }] };
  });
}

/** Marks that turn the direction of writing would turn the words behind the name as well. */
function readName(given: string): string {
  const name = readWritten('name', given.replace(/[\u202a-\u202e\u2066-\u2069]/g, ''), longestName);
  if (name === '')
    throw new EfirError('request-invalid', { detail: 'name: is empty; null takes a name away' });
  return name;
}
