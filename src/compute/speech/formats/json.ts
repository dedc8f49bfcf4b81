import type { WrittenTranscript } from '../transcript.ts';

export function formatJson(transcript: WrittenTranscript): string {
  return `${JSON.stringify(transcript, null, 2)}\n`;
}
