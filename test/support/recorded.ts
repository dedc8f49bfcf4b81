import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const beside = fileURLToPath(new URL('../../../shared/speech/audio', import.meta.url));

/** Recordings of people with known words and speakers; not in the repository, and undefined where none lie beside it. */
export const recordedFolder: string | undefined = existsSync(beside) ? beside : undefined;
