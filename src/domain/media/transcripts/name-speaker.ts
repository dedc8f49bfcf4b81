import { EfirError } from '../../../core/errors.ts';
import type { Database, TenantTx } from '../../../db/database.ts';
import { readWritten } from './read-written.ts';
import {
  hintRevised,
  type NewChange,
  type Revised,
  type Revision,
  reviseTranscript,
} from './revise-transcript.ts';
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
export async function nameSpeaker(database: Database, naming: Naming): Promise<number> {
  const { changed, version } = await database.withTenant(naming.tenantId, (tx) =>
    nameSpeakerWithin(tx, naming),
  );
  if (changed) hintRevised(database, naming.recordingId);
  return version;
}

/** The same as part of a transaction. Where it `changed` something, `hintRevised` is for after the commit. */
export async function nameSpeakerWithin(tx: TenantTx, naming: Omit<Naming, 'tenantId'>): Promise<Revised> {
  const name = naming.name === null ? null : readName(naming.name);
  return reviseTranscript(tx, naming, async (newest): Promise<NewChange | undefined> => {
    const { recordingId, speaker } = naming;
    const { speakers } = await readVersion(tx, recordingId, { newest, version: newest });
    const known = speakers.find(({ id }) => id === speaker);
    if (!known) throw new EfirError('speaker-not-found', { id: speaker });
    const was = known.name ?? null;
    return was === name ? undefined : { type: 'named', names: [{ speaker, was, is: name }] };
  });
}

/**
 * A name as it is kept. Throws `request-invalid` for what is none. Marks that turn the direction of writing would turn the
 * words behind the name as well.
 */
export function readName(given: string): string {
  const name = readWritten('name', given.replace(/[\u202a-\u202e\u2066-\u2069]/g, ''), longestName);
  if (name === '')
    throw new EfirError('request-invalid', { detail: 'name: is empty; null takes a name away' });
  return name;
}
