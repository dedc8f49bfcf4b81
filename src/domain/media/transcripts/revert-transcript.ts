import type { Database, TenantTx } from '../../../db/database.ts';
import type { SegmentWording } from '../../../db/schema.ts';
import {
  hintRevised,
  type NewChange,
  type Revised,
  type Revision,
  reviseTranscript,
} from './revise-transcript.ts';
import { readVersion, type StoredTranscript, wordingOf } from './stored-transcript.ts';

export interface Reversion extends Revision {
  /** The version that is to be had again. */
  readonly to: number;
}

/**
 * Makes a new version that is equal to a former one; what came between stays in the history. Gives the version that came
 * of it. Rejects as `reviseTranscript`, and with `version-not-found` (version, newest).
 */
export async function revertTranscript(database: Database, reversion: Reversion): Promise<number> {
  const { changed, version } = await database.withTenant(reversion.tenantId, (tx) =>
    revertWithin(tx, reversion),
  );
  if (changed) hintRevised(database, reversion.recordingId);
  return version;
}

/** The same as part of a transaction. Where it `changed` something, `hintRevised` is for after the commit. */
export async function revertWithin(tx: TenantTx, reversion: Omit<Reversion, 'tenantId'>): Promise<Revised> {
  return reviseTranscript(tx, reversion, async (newest): Promise<NewChange | undefined> => {
    const { recordingId, to } = reversion;
    const former = await readVersion(tx, recordingId, { newest, version: to });
    const current = await readVersion(tx, recordingId, { newest, version: newest });
    const segments = compareSegments(current, former);
    const names = compareNames(current, former);
    const merges = compareMerges(current, former);
    if (segments.length === 0 && names.length === 0 && merges.length === 0) return undefined;
    return { type: 'reverted', to, segments, names, merges };
  });
}

function compareSegments(current: StoredTranscript, former: StoredTranscript) {
  return current.segments.flatMap((row, place) => {
    const then = former.segments[place];
    const [was, is] = [wordingOf(row), wordingOf(then ?? row)];
    return isSame(was, is) ? [] : [{ index: row.index, was, is }];
  });
}

function isSame(one: SegmentWording, other: SegmentWording): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** No row of a speaker goes while the transcript is there, so that both versions have the same. */
function compareNames({ told }: StoredTranscript, former: StoredTranscript) {
  return [...told.values()].flatMap(({ id, name }) => {
    const is = former.told.get(id)?.name ?? null;
    return is === name ? [] : [{ speaker: id, was: name, is }];
  });
}

function compareMerges({ told }: StoredTranscript, former: StoredTranscript) {
  return [...told.values()].flatMap(({ id, merged_into: was }) => {
    const is = former.told.get(id)?.merged_into ?? null;
    return is === was ? [] : [{ speaker: id, was, is }];
  });
}
