import type { ChatRecordingId } from '../../core/ids.ts';

/** Of the list of a recording's doubtful lines; `:` and the update that asked for it follow. */
export function keyOfDoubtful(id: ChatRecordingId): string {
  return `doubtful:${id}`;
}

/** Of some seconds of a recording that somebody asked to hear. */
export function keyOfClip(id: ChatRecordingId, index: number, updateId: number): string {
  return `clip:${id}:${index}:${updateId}`;
}

/** What a message of ours under such a key is about; undefined for every other message. */
export function readLineKey(
  key: string,
): { readonly kind: 'list' | 'clip'; readonly id: string; readonly index: number | undefined } | undefined {
  const [kind, id = '', third = ''] = key.split(':');
  if (kind === 'doubtful') return { kind: 'list', id, index: undefined };
  if (kind === 'clip') return { kind: 'clip', id, index: Number(third) };
  return undefined;
}
