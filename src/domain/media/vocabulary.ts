import { sql } from 'kysely';
import type { TenantId } from '../../core/ids.ts';
import type { Database, TenantRead } from '../../db/database.ts';
import type { RecordingOptions } from '../../db/schema.ts';
import type { Spelling } from '../../wire/task-message.ts';
import { mergeVocabularies, readHotWords, readSpellings, type Vocabulary } from '../../wire/vocabulary.ts';

export interface TenantVocabulary extends Vocabulary {
  /** Absent: never decided. */
  readonly updatedAt: Date | undefined;
}

/** The words that are likely in all recordings of a tenant, and how it wants words to be spelled. */
export async function getVocabulary(database: Database, tenantId: TenantId): Promise<TenantVocabulary> {
  const row = await database.readTenant(tenantId, (tx) =>
    tx.selectFrom('vocabularies').select(['hot_words', 'spellings', 'updated_at']).executeTakeFirst(),
  );
  return { hotWords: row?.hot_words ?? [], spellings: row?.spellings ?? [], updatedAt: row?.updated_at };
}

/**
 * Decides for the recordings that come from now on; those that are there keep what they came with. Rejects with
 * `request-invalid` for too much of it, for entries that are too long, and for control characters.
 */
export async function setVocabulary(
  database: Database,
  tenantId: TenantId,
  given: { readonly hotWords: readonly string[]; readonly spellings: readonly Spelling[] },
): Promise<TenantVocabulary> {
  const vocabulary = { hotWords: readHotWords(given.hotWords), spellings: readSpellings(given.spellings) };
  const values = {
    hot_words: JSON.stringify(vocabulary.hotWords),
    spellings: JSON.stringify(vocabulary.spellings),
    updated_at: sql<Date>`now()`,
  };
  const { updated_at } = await database.withTenant(tenantId, (tx) =>
    tx
      .insertInto('vocabularies')
      .values({ tenant_id: tenantId, ...values })
      .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(values))
      .returning('updated_at')
      .executeTakeFirstOrThrow(),
  );
  return { ...vocabulary, updatedAt: updated_at };
}

/** Adds the tenant's vocabulary to what requests ask for themselves, which goes first. */
export async function readVocabularyAdder(
  tx: TenantRead,
): Promise<(options: RecordingOptions) => RecordingOptions> {
  const row = await tx.selectFrom('vocabularies').select(['hot_words', 'spellings']).executeTakeFirst();
  if (!row) return (options) => options;
  const common = { hotWords: row.hot_words, spellings: row.spellings };
  return (options) => {
    const own = { hotWords: options.hot_words ?? [], spellings: options.spellings ?? [] };
    const { hotWords, spellings } = mergeVocabularies(own, common);
    return {
      ...options,
      ...(hotWords.length === 0 ? {} : { hot_words: hotWords }),
      ...(spellings.length === 0 ? {} : { spellings }),
    };
  };
}
