import type { Transcript } from '../transcript.ts';

export function formatJson(transcript: Transcript): string {
  return `${JSON.stringify(transcript, null, 2)}\n`;
}
