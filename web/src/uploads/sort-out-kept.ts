import { sortOutTakes } from '../microphone/takes.ts';
import { sortOutUploads } from './kept-uploads.ts';

/**
 * Deletes what this browser kept of anybody for too long. Whoever left it may never sign in here again, nor out: their
 * session was over, or ended elsewhere.
 */
export async function sortOutKept(): Promise<void> {
  await sortOutUploads();
  await sortOutTakes();
}
