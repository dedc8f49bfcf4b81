import { readFile, stat } from 'node:fs/promises';
import { readRttm } from '../../../compute/eval/read-rttm.ts';
import type { SpeakerTurn } from '../../../compute/eval/score-speakers.ts';

/** Bytes of one text: a week of speech has less. */
const mostBytes = 2 ** 24;

/** A text in UTF-8. Rejects with what cannot be read and why. */
export async function readText(path: string): Promise<string> {
  if ((await stat(path)).size > mostBytes) throw new Error(`${path}: more than ${mostBytes / 2 ** 20} MB`);
  return (await readFile(path, 'utf8')).replace(/^\ufeff/, '');
}

/** Who speaks when. Rejects with the line that cannot be read. */
export async function readTurns(path: string): Promise<SpeakerTurn[]> {
  return readRttm(await readText(path));
}
