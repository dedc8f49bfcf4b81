import { useEffect, useSyncExternalStore } from 'react';
import type { Who } from '../identity/use-who.ts';
import { whenGone } from '../keeping/tabs.ts';
import { nameOwner, readUploader } from '../uploads/uploader.ts';
import { dropTake, isOver, listTakes, type Take } from './takes.ts';

let takes: readonly Take[] = [];
/** Recorded at this moment: not to be offered yet. */
const underWay = new Set<string>();
const listeners = new Set<() => void>();

/** What was recorded and not sent, oldest first; offered until it is sent or discarded. */
export function useTakes(): readonly Take[] {
  return useSyncExternalStore(subscribe, readTakes);
}

export function readTakes(): readonly Take[] {
  return takes;
}

/** Offers what a person recorded here and did not send, also where the page was killed meanwhile. */
export function useTakeKeeper(who: Who | undefined): void {
  const owner = who && nameOwner(who);
  useEffect(() => {
    publish([]);
    if (owner) void offerLeft(owner);
  }, [owner]);
}

export function beginTake(id: string): void {
  underWay.add(id);
}

/**
 * A take that has ended and is still to be sent. One of somebody else, who was there when it began, or of another account,
 * waits until they are back.
 */
export function offerTake(take: Take): void {
  underWay.delete(take.id);
  if (take.owner !== readUploader()) return;
  publish([...takes.filter(({ id }) => id !== take.id), take]);
}

export async function discardTake(id: string): Promise<void> {
  underWay.delete(id);
  publish(takes.filter((take) => take.id !== id));
  await dropTake(id);
}

/** Forgets everything that a person recorded at this browser. */
export async function forgetTakes(person: string): Promise<void> {
  publish([]);
  for (const { id, owner } of await listTakes()) if (owner.startsWith(`${person}:`)) await dropTake(id);
}

async function offerLeft(owner: string): Promise<void> {
  const left = (await listTakes()).filter(
    (take) => take.owner === owner && !underWay.has(take.id) && !isOver(take),
  );
  for (const tab of new Set(left.map((take) => take.tab)))
    whenGone(tab, async () => {
      const now = (await listTakes()).filter(
        (take) => take.owner === owner && take.tab === tab && !isOver(take),
      );
      for (const take of now) {
        // Stopped before anything was heard.
        if (underWay.has(take.id)) continue;
        if (take.seconds < 1) await dropTake(take.id);
        else offerTake(take);
      }
    });
}

function publish(next: readonly Take[]): void {
  takes = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
