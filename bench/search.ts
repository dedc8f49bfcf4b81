// Full-text search as the application asks it: 1,000,000 segments of 1,000 tenants, one of which holds 100,000, in Russian
// and English; words are as frequent as in a language (by Zipf), queries of five kinds each. Baseline: the same question put
// to PostgreSQL as one plain query under row-level security, which then reads all that the tenant has. And what keeping the
// index costs where segments come in: batches of ten, with the triggers and without. Aim: p95 under 50 ms.
//
// On a busy machine trust the CPU time: it is what the same takes on an idle one.
//
//     ./efir bench search [--segments N] [--queries N] [--url URL --migration-url URL] [--json]

import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import type pg from 'pg';
import { createRecordingId, createTenantId, type TenantId } from '../src/core/ids.ts';
import { silentLogger } from '../src/core/logger.ts';
import { useClient } from '../src/db/client.ts';
import { connectDatabase } from '../src/db/connect.ts';
import type { Database } from '../src/db/database.ts';
import { migrateDatabase } from '../src/db/migrate.ts';
import { searchRecordings } from '../src/domain/library/index.ts';
import { openOwnDatabase } from './own-database.ts';
import { type Figure, median, report } from './report.ts';

const { values } = parseArgs({
  options: {
    segments: { type: 'string', default: '1000000' },
    queries: { type: 'string', default: '200' },
    // Another server than our own: an empty database, by its application role and by a superuser.
    url: { type: 'string' },
    'migration-url': { type: 'string' },
    json: { type: 'boolean' },
  },
});
const segments = Number(values.segments);
const queries = Number(values.queries);
const tenants = 1_000;
const aim = 50;

const inRecording = 300;
const random = seededRandom(42);
const russian = makeLanguage(russianStopWords(), 'бвгдзклмнпрстфхчш', 'аеиоуыя', 30_000);
const english = makeLanguage(englishStopWords(), 'bcdfgklmnprstvw', 'aeiou', 15_000);

const insertSegments = `
  insert into segments (tenant_id, recording_id, index, piece, start_s, end_s, text, words)
  select $1, $2, $3 + place - 1, 0, place, place + 1, text, '[]'
  from unnest($4::text[]) with ordinality as said(text, place)`;

const kinds = {
  'rare word': (language: Language) => language.pick(5_000, 12_000),
  'common word': (language: Language) => language.pick(110, 200),
  'two words': (language: Language) => `${language.pick(110, 500)} ${language.pick(110, 2_000)}`,
  'stop words only': (language: Language) => `${language.pick(0, 20)} ${language.pick(0, 20)}`,
  'word that nobody said': () => `${'щъ'.repeat(3)}${Math.floor(random() * 1e6)}`,
} as const;

const { 'migration-url': ownerUrl, url } = values;
if (url !== undefined && ownerUrl !== undefined) {
  await migrateDatabase({
    migrationUrl: ownerUrl,
    loginRole: { name: new URL(url).username },
    logger: silentLogger,
  });
  await measureServer(url, ownerUrl);
} else {
  await measureOwn();
}

async function measureOwn(): Promise<void> {
  await using server = await openOwnDatabase({ fsync: 'off', autovacuum: 'off' });
  await measureServer(server.url, server.migrationUrl);
}

async function measureServer(url: string, ownerUrl: string): Promise<void> {
  await fill(ownerUrl);
  const [large, ...small] = await readTenants(ownerUrl);
  const database = await connectDatabase({ url, logger: silentLogger, poolSize: 1 });
  try {
    if (!large) throw new Error('no tenants');
    report('search', [
      ...(await measureTenants(database, 'tenant of a tenth of all', [large])),
      ...(await measureTenants(database, 'small tenants', small)),
      await measureIntake(database, ownerUrl, large),
    ]);
  } finally {
    await database.close();
  }
}

interface Tenant {
  readonly id: TenantId;
  /** Some of what was said, as words. */
  readonly sentences: readonly string[][];
}

/** Recordings of all tenants come in mixed, a tenth of them of one. A database that was filled before stays as it is. */
async function fill(url: string): Promise<void> {
  await useClient(url, 'efir bench', async (client) => {
    const { rows } = await client.query('select from segments limit 1');
    if (rows.length > 0) return;
    const [large, ...small] = Array.from({ length: tenants }, createTenantId);
    await client.query(`insert into tenants (id, name) select unnest($1::uuid[]), 'a tenant'`, [
      [large, ...small],
    ]);
    const recordings = Math.ceil(segments / inRecording);
    for (let number = 0; number < recordings; number += 1) {
      const other = small[Math.floor((number * 10) / 9) % small.length];
      const tenant = number % 10 === 0 ? large : other;
      if (tenant !== undefined) await fillRecording(client, tenant);
    }
    await client.query('vacuum analyze segments');
    await client.query('vacuum analyze segment_words');
    await client.query('vacuum analyze recordings');
  });
}

/** The largest first, and a hundred others. */
async function readTenants(url: string): Promise<Tenant[]> {
  return useClient(url, 'efir bench', async (client) => {
    const { rows } = await client.query<{ id: TenantId }>(
      'select tenant_id as id from recordings group by tenant_id order by count(*) desc, tenant_id limit 101',
    );
    const found: Tenant[] = [];
    for (const { id } of rows) {
      const said = await client.query<{ text: string }>(
        'select text from segments where tenant_id = $1 order by recording_id, index limit 500',
        [id],
      );
      found.push({ id, sentences: said.rows.map(({ text }) => text.split(' ')) });
    }
    return found;
  });
}

async function fillRecording(client: pg.Client, tenant: TenantId): Promise<void> {
  const id = createRecordingId();
  await client.query(
    `insert into recordings (tenant_id, id, state, file_name, bytes, blob_key, request_id, trace)
     values ($1, $2, 'succeeded', 'a recording', 1, $3, '', '')`,
    [tenant, id, `key ${id}`],
  );
  const language = random() < 0.25 ? english : russian;
  const texts = Array.from({ length: inRecording }, () => language.speak());
  await client.query(insertSegments, [tenant, id, 0, texts]);
}

async function measureTenants(database: Database, who: string, chosen: readonly Tenant[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, language] of [
    ['Russian', russian],
    ['English', english],
  ] as const) {
    for (const [kind, write] of Object.entries(kinds))
      figures.push(await measureKind(database, `${who}, ${name}: ${kind}`, chosen, () => write(language)));
  }
  const phrase = (tenant: Tenant): string => {
    const sentence = tenant.sentences[Math.floor(random() * tenant.sentences.length)] ?? [];
    const from = Math.floor(random() * (sentence.length - 3));
    return `"${sentence.slice(from, from + 3).join(' ')}"`;
  };
  figures.push(await measureKind(database, `${who}, a phrase that was said`, chosen, phrase));
  return figures;
}

async function measureKind(
  database: Database,
  name: string,
  chosen: readonly Tenant[],
  write: (tenant: Tenant) => string,
): Promise<Figure> {
  const [times, cpu, plain]: [number[], number[], number[]] = [[], [], []];
  const spent = await openCpuWatch(database);
  for (let round = 0; round < queries; round += 1) {
    const tenant = chosen[Math.floor(random() * chosen.length)];
    if (!tenant) break;
    const query = write(tenant);
    const before = await spent();
    times.push(await time(() => searchRecordings(database, { tenantId: tenant.id, query, limit: 20 })));
    cpu.push((await spent()) - before);
    // The large tenant takes its time: some of them tell enough.
    if (round % 10 === 0) plain.push(await time(() => askPlainly(database, tenant.id, query)));
  }
  const [counted, spentThere] = [times.slice(queries / 10), cpu.slice(queries / 10)];
  const p95 = quantile(counted, 0.95);
  const cpuWords = `CPU of server and client p50 ${quantile(spentThere, 0.5).toFixed(1)}, p95 ${quantile(spentThere, 0.95).toFixed(1)} ms`;
  return {
    name: `${name} (${cpuWords}; p50 ${quantile(counted, 0.5).toFixed(1)} ms), p95`,
    unit: 'ms',
    figure: p95,
    baseline: quantile(plain, 0.95),
    aim: `under ${aim} ms`,
    met: p95 < aim,
  };
}

/** Milliseconds of CPU that the one connection's server process and we have taken: what others do beside us does not count. */
async function openCpuWatch(database: Database): Promise<() => Promise<number>> {
  const tenant = createTenantId();
  const { rows } = await database.readTenant(tenant, (tx) =>
    sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx),
  );
  return async () => {
    const { system, user } = process.cpuUsage();
    const times = await readFile(`/proc/${rows[0]?.pid}/schedstat`, 'utf8').catch(() => 'NaN');
    return Number(times.split(' ')[0]) / 1e6 + (user + system) / 1e3;
  };
}

/** What row-level security alone makes of it: no index answers `@@`. */
async function askPlainly(database: Database, tenant: TenantId, query: string): Promise<void> {
  await database.readTenant(tenant, (tx) =>
    sql`select recording_id, index from segment_words
      where words @@ websearch_to_tsquery('public.spoken', ${query})
      order by recording_id desc, index limit 20`.execute(tx),
  );
}

/** Ten segments to a transaction, as a worker's event brings them; with and without the index in turns. */
async function measureIntake(database: Database, ownerUrl: string, tenant: Tenant): Promise<Figure> {
  const rounds = 300;
  const [withIndex, without]: [number[], number[]] = [[], []];
  await useClient(ownerUrl, 'efir bench', async (owner) => {
    const client = await prepareIntake(owner, tenant);
    const spent = await openCpuWatch(database);
    for (let block = 0; block < 10; block += 1) {
      const indexed = block % 2 === 0;
      await owner.query(`alter table segments ${indexed ? 'enable' : 'disable'} trigger user`);
      for (let round = 0; round < rounds / 5; round += 1) {
        const before = await spent();
        await client.store(database);
        (indexed ? withIndex : without).push((await spent()) - before);
      }
    }
    await owner.query('alter table segments enable trigger user');
  });
  return {
    name: 'transaction that stores ten segments, beside one without search (median of CPU)',
    unit: 'ms',
    figure: median(withIndex),
    baseline: median(without),
    aim: 'at most 2 ms more',
    met: median(withIndex) - median(without) <= 2,
  };
}

async function prepareIntake(owner: pg.Client, tenant: Tenant) {
  const id = createRecordingId();
  await owner.query(
    `insert into recordings (tenant_id, id, state, file_name, bytes, blob_key, request_id, trace)
     values ($1, $2, 'running', 'a recording', 1, $3, '', '')`,
    [tenant.id, id, `key ${id}`],
  );
  let next = 0;
  return {
    async store(database: Database): Promise<void> {
      const texts = Array.from({ length: 10 }, () => russian.speak());
      await database.withTenant(tenant.id, (tx) =>
        sql`insert into segments (tenant_id, recording_id, index, piece, start_s, end_s, text, words)
          select ${tenant.id}, ${id}, ${next}::integer + place - 1, 0, place, place + 1, text, '[]'
          from unnest(${texts}::text[]) with ordinality as said(text, place)`.execute(tx),
      );
      next += 10;
    },
  };
}

interface Language {
  /** A sentence of 4 to 20 words. */
  speak(): string;
  /** A word by how frequent it is: from the place, to the place. */
  pick(from: number, to: number): string;
}

/** The words of a list first, then made ones, with endings; the word at place n is said 1/n as often as the first. */
function makeLanguage(first: readonly string[], consonants: string, vowels: string, count: number): Language {
  const words = [...first];
  const known = new Set(words);
  const letter = (letters: string) => letters[Math.floor(random() * letters.length)] ?? '';
  while (words.length < count) {
    const syllables = 2 + Math.floor(random() * 3);
    const word =
      Array.from({ length: syllables }, () => letter(consonants) + letter(vowels)).join('') +
      letter(consonants);
    if (!known.has(word)) words.push(word);
    known.add(word);
  }
  const sums: number[] = [];
  words.reduce((sum, _, place) => (sums[place] = sum + 1 / (place + 3)), 0);
  const total = sums.at(-1) ?? 1;
  const say = () => words[findPlace(sums, random() * total)] ?? '';
  return {
    speak: () => Array.from({ length: 4 + Math.floor(random() * 17) }, say).join(' '),
    pick: (from, to) => words[from + Math.floor(random() * (to - from))] ?? '',
  };
}

function findPlace(sums: readonly number[], value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function russianStopWords(): string[] {
  return `и в не на я быть он с что а по это она этот к но они мы весь который из у за так о от же вы бы для то до или
    только еще уже его ее их мне меня был была было были когда если нет да вот как при тоже себя под будет чтобы нас вас
    потом там ли без раз сам ты надо над ним один два другой хоть после через эти нас про всего них какая много разве три
    моя впрочем хорошо свою этой перед иногда лучше чуть том нельзя такой им более всегда конечно всю между`.split(
    /\s+/,
  );
}

function englishStopWords(): string[] {
  return `the to and a of i you it in that is for on was with as this have be not but at he we they are she or what all my
    so if about do just like can me will would there an who which your from has had been were our their them than then when
    where how his her him its no some very too own same any more most other such only both each few here why again once
    further under over up down out off above below into through during before after while until because against between
    by am being did does doing having myself yourself`.split(/\s+/);
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function quantile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The same sequence each time: a run can be told from another. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
