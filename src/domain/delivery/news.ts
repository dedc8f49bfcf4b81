/** What may be told to a program outside. */
export const newsTypes = [
  'recording.succeeded',
  'recording.failed',
  'recording.cancelled',
  'transcript.revised',
] as const;
export type NewsType = (typeof newsTypes)[number];

/** The news that says nothing: it shows that a webhook works. */
export const testType = 'webhook.test';

/** The body of a delivery, as JSON. */
export function writeNews(type: NewsType | typeof testType, data: object): string {
  return JSON.stringify({ type, timestamp: new Date().toISOString(), data });
}
