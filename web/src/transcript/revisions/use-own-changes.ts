import { useCallback, useRef, useState } from 'react';
import { ApiFailure } from '../../api/api-failure.ts';
import { api } from '../../api/client.ts';
import { tell, tellFailure } from '../../layout/tell.ts';
import { useTexts } from '../../texts/use-texts.ts';
import {
  addChange,
  dropChange,
  keepOwnChanges,
  moveBack,
  moveForth,
  type OwnChanges,
  readOwnChanges,
} from './own-changes.ts';
import type { Revising } from './revising.ts';

/** The changes that I made on this page, kept for as long as the tab is. */
export function useOwnChanges(id: string) {
  const [own, setOwn] = useState(() => readOwnChanges(id));
  const newest = useRef(own);
  const change = useCallback(
    (to: OwnChanges) => {
      newest.current = to;
      setOwn(to);
      keepOwnChanges(id, to);
    },
    [id],
  );
  const note = useCallback((version: number) => change(addChange(newest.current, version)), [change]);
  return { own, newest, change, note };
}

export interface Undoing {
  readonly mayUndo: boolean;
  readonly mayRedo: boolean;
  undo(): void;
  redo(): void;
}

/** Undoes one's own changes, each by itself: what others made since stays, and what they changed again is not undone. */
export function useUndoing(
  id: string,
  revising: Revising,
  { change, newest, own }: ReturnType<typeof useOwnChanges>,
): Undoing {
  const text = useTexts();
  const before = useRef(Promise.resolve());
  const step = async (find: () => number | undefined, move: typeof moveBack, said: string) => {
    // The last change may be on its way still.
    await revising.settled();
    const version = find();
    try {
      if (version === undefined) return;
      const { data } = await api.POST('/v1/recordings/{id}/transcript/undo', {
        params: { path: { id } },
        body: { version },
      });
      change(move(newest.current, version, data?.version ?? version));
      await revising.catchUp();
      tell(text(said));
    } catch (thrown) {
      // Whatever stands in the way for good does so the next time as well.
      if (version !== undefined && thrown instanceof ApiFailure && [404, 409].includes(thrown.status))
        change(dropChange(newest.current, version));
      tellFailure(thrown as Error, text);
    }
  };
  /** Who presses twice undoes two changes, however long the first takes. */
  const queue = (...asked: Parameters<typeof step>) => {
    before.current = before.current.then(() => step(...asked));
  };
  return {
    mayUndo: own.done.length > 0,
    mayRedo: own.undone.length > 0,
    undo: () => queue(() => newest.current.done.at(-1), moveBack, 'web-undone'),
    redo: () => queue(() => newest.current.undone.at(-1), moveForth, 'web-redone'),
  };
}
