import type { Text } from '../texts/use-texts.ts';

const uuid = /^([\da-f]{8})-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** What a worker is called: they give themselves random ids, of which the beginning tells them apart. */
export function nameWorker(id: string, text: Text): string {
  return text('web-work-worker', { name: uuid.exec(id)?.[1] ?? id });
}
