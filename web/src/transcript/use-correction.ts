import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiFailure } from '../api/api-failure.ts';
import { api } from '../api/client.ts';
import { type Draft, keepDraft } from './drafts.ts';
import { keepTranscript, replaceSegment, type Segment, transcriptOf } from './queries.ts';

interface Correction {
  readonly recordingId: string;
  /** As it was when writing began. */
  readonly segment: Segment;
  readonly version: number | undefined;
  readonly onDone: () => void;
}

/**
 * Saves what a segment should say, for the version that was seen. When somebody was faster with this very segment,
 * `theirs` is what they made of it, and nothing is saved until it is chosen; other segments of theirs are no conflict.
 */
export function useCorrection({ onDone, recordingId, segment, version }: Correction) {
  const queries = useQueryClient();
  const [theirs, setTheirs] = useState<Segment>();
  const [seen, setSeen] = useState(version);
  const save = useMutation({
    mutationFn: async (draft: Draft) => {
      try {
        return await send(recordingId, segment, draft, seen);
      } catch (thrown) {
        if (!(thrown instanceof ApiFailure) || thrown.code !== 'version-conflict') throw thrown;
        const newest = await queries.fetchQuery({ ...transcriptOf(recordingId), staleTime: 0 });
        setSeen(newest.version);
        const other = newest.segments.find(({ index }) => index === segment.index);
        const before = theirs ?? segment;
        if (other && (other.text !== before.text || other.speaker !== before.speaker)) {
          setTheirs(other);
          return undefined;
        }
        return send(recordingId, segment, draft, newest.version);
      }
    },
    onSuccess: (revised) => {
      if (!revised) return;
      keepTranscript(queries, recordingId, (transcript) => ({
        ...replaceSegment(transcript, revised.segment),
        version: revised.version,
      }));
      keepDraft(recordingId, segment.index);
      onDone();
    },
  });
  return { save, theirs };
}

async function send(recordingId: string, { index, speaker }: Segment, draft: Draft, version?: number) {
  const { data } = await api.PATCH('/v1/recordings/{id}/transcript/segments/{index}', {
    params: { path: { id: recordingId, index: String(index) } },
    body: {
      text: draft.text,
      ...(draft.speaker === (speaker ?? '') ? {} : { speaker: draft.speaker || null }),
      ...(version === undefined ? {} : { version }),
    },
  });
  return data;
}
