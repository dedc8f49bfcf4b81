import { useCallback, useRef, useState } from 'react';
import { api, type Transcript } from '../../api/client.ts';
import { Overtaken } from '../../api/overtaken.ts';
import { tellFailure } from '../../layout/tell.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { type Draft, keepDraft, listDrafts } from '../drafts.ts';
import { replaceSegments, type Segment } from '../queries.ts';
import type { Revising } from './revising.ts';

export interface Corrections {
  /** Index of the segment that is being corrected. */
  readonly editing: number | undefined;
  /** What of these segments was written and is not saved. */
  readonly unsaved: ReadonlySet<number>;
  readonly failure: { readonly index: number; readonly error: Error } | undefined;
  edit(index: number | undefined): void;
  /** Shows the draft as said at once; where that cannot be saved, it is there to go on with. */
  save(index: number, draft: Draft): void;
  /** What was written is not to be kept. */
  giveUp(index: number): void;
  /** Somebody listened: no word of the segment is doubtful any more. */
  confirm(index: number): void;
}

const findSegment = ({ segments }: Transcript, index: number): Segment | undefined =>
  segments[index]?.index === index ? segments[index] : segments.find((one) => one.index === index);

/** Corrections of single segments, one at a time. */
export function useCorrections(id: string, revising: Revising): Corrections {
  const text = useTexts();
  const [editing, setEditing] = useState<number>();
  const now = useRef(editing);
  const [unsaved, setUnsaved] = useState<ReadonlySet<number>>(() => new Set(listDrafts(id)));
  const [failure, setFailure] = useState<Corrections['failure']>();
  const edit = useCallback((index: number | undefined) => {
    now.current = index;
    setEditing(index);
    setFailure(undefined);
  }, []);
  const list = useCallback(() => setUnsaved(new Set(listDrafts(id))), [id]);
  const giveUp = useCallback(
    (index: number) => {
      keepDraft(id, index);
      list();
      edit(undefined);
    },
    [id, edit, list],
  );
  const correct = useCallback(
    async (index: number, draft: Draft) => {
      keepDraft(id, index, draft);
      edit(undefined);
      try {
        await revising.revise(makeCorrection(id, index, draft));
        keepDraft(id, index);
      } catch (thrown) {
        // Whoever writes something else by now is not torn away from it.
        if (now.current === undefined) edit(index);
        else tellFailure(thrown as Error, text);
        if (now.current === index && !(thrown instanceof Overtaken))
          setFailure({ index, error: thrown as Error });
      } finally {
        list();
      }
    },
    [id, edit, list, revising, text],
  );
  const confirm = useCallback(
    (index: number) => {
      revising.revise(makeConfirmation(id, index)).catch((thrown) => tellFailure(thrown as Error, text));
    },
    [id, revising, text],
  );
  const save = useCallback((index: number, draft: Draft) => void correct(index, draft), [correct]);
  return { editing, unsaved, failure, edit, save, giveUp, confirm };
}

function makeCorrection(id: string, index: number, { begun, speaker, text }: Draft) {
  return {
    fits: (now: Transcript) => {
      const segment = findSegment(now, index);
      return segment?.text === begun.text && (segment.speaker ?? '') === begun.speaker;
    },
    expect: (now: Transcript) => change(now, index, { text, ...(speaker ? { speaker } : {}) }, !speaker),
    ask: async (version: number | undefined) =>
      patch(id, index, {
        // Whoever writes down what is said has listened.
        ...{ text, certain: true },
        ...(speaker === begun.speaker ? {} : { speaker: speaker || null }),
        ...(version === undefined ? {} : { version }),
      }),
    settle: (now: Transcript, { segment }: { segment: Segment }) => replaceSegments(now, [segment]),
  };
}

function makeConfirmation(id: string, index: number) {
  let seen: string | undefined;
  return {
    // Whoever said that words are right meant these words.
    fits: (now: Transcript) => {
      seen ??= findSegment(now, index)?.text;
      return seen !== undefined && findSegment(now, index)?.text === seen;
    },
    expect: (now: Transcript) => {
      const words = findSegment(now, index)?.words.map(({ confidence: _, ...word }) => word) ?? [];
      return change(now, index, { words }, false);
    },
    ask: async (version: number | undefined) =>
      patch(id, index, { certain: true, ...(version === undefined ? {} : { version }) }),
    settle: (now: Transcript, { segment }: { segment: Segment }) => replaceSegments(now, [segment]),
  };
}

function change(now: Transcript, index: number, part: Partial<Segment>, nobody: boolean) {
  const segment = findSegment(now, index);
  if (!segment) return {};
  const { speaker: _, ...unsaid } = segment;
  return replaceSegments(now, [{ ...(nobody ? unsaid : segment), ...part }]);
}

type Patch = { text?: string; speaker?: string | null; certain?: boolean; version?: number };

async function patch(id: string, index: number, body: Patch) {
  const { data } = await api.PATCH('/v1/recordings/{id}/transcript/segments/{index}', {
    params: { path: { id, index: String(index) } },
    body,
  });
  return data as NonNullable<typeof data>;
}
