import { readdir, readFile } from 'node:fs/promises';

const folder = new URL('../../migrations/', import.meta.url);

/** Schema that keeps the list of applied migrations, away from the tables of tenants. */
export const migrationSchema = 'efir_migrations';
export const migrationTable = 'applied';

export interface MigrationFile {
  /** File name without the ending; the order of names is the order of application. */
  readonly name: string;
  readonly read: () => Promise<string>;
}

/** The numbered SQL files of `migrations/`, in order. */
export async function listMigrations(): Promise<MigrationFile[]> {
  const files = (await readdir(folder)).filter((file) => /^\d{4}_\w+\.sql$/.test(file)).sort();
  return files.map((file) => ({
    name: file.slice(0, -'.sql'.length),
    read: () => readFile(new URL(file, folder), 'utf8'),
  }));
}
