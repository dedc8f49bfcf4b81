import { EfirError } from '../../../core/errors.ts';
import type { Database } from '../../../db/database.ts';
import { ensureSpeakers } from './ensure-speakers.ts';
import { hintRevised, type NewChange, type Revision, reviseTranscript } from './revise-transcript.ts';
import { readVersion, wordingOf } from './stored-transcript.ts';

export interface Merging extends Revision {
  /** `S2`, …: who are nobody of their own. */
  readonly from: readonly string[];
  /** Whose voice it is. */
  readonly into: string;
}

/**
 * Makes one speaker of several: all that was said by `from` was said by `into`. Gives the version that came of it; going
 * back to the one before brings all of them back. Rejects as `reviseTranscript`, with `speaker-not-found` (id), and with
 * `request-invalid` where somebody were to be merged into oneself.
 */
export async function mergeSpeakers(database: Database, merging: Merging): Promise<number> {
  const { from, into, recordingId } = merging;
  if (from.includes(into)) throw new EfirError('request-invalid', { detail: 'from: has `into` in it' });
  const { changed, version } = await database.withTenant(merging.tenantId, (tx) =>
    reviseTranscript(tx, merging, async (newest): Promise<NewChange | undefined> => {
      const { segments, speakers, told } = await readVersion(tx, recordingId, { newest, version: newest });
      const known = new Set(speakers.map(({ id }) => id));
      const missing = [...from, into].find((id) => !known.has(id));
      if (missing !== undefined) throw new EfirError('speaker-not-found', { id: missing });
      await ensureSpeakers(tx, recordingId, [...from, into]);
      const gone = new Set(from);
      const before = [...told.values()].filter(({ merged_into }) => gone.has(merged_into ?? ''));
      return {
        type: 'merged',
        segments: segments
          .filter(({ speaker }) => speaker !== null && gone.has(speaker))
          .map((row) => ({
            index: row.index,
            was: wordingOf(row),
            is: { ...wordingOf(row), speaker: into },
          })),
        merges: [
          ...[...gone].map((speaker) => ({ speaker, was: null, is: into })),
          // Who was merged into them goes along.
          ...before.map(({ id, merged_into }) => ({ speaker: id, was: merged_into, is: into })),
        ],
      };
    }),
  );
  if (changed) hintRevised(database, recordingId);
  return version;
}
