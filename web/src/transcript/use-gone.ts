import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { oneRecording } from '../recordings/queries.ts';

/** Whether the recording was deleted while its page was open, by whomever. */
export function useGone(id: string): boolean {
  const queries = useQueryClient();
  const [gone, setGone] = useState(false);
  useEffect(() => {
    const [kind] = oneRecording(id).queryKey;
    return queries.getQueryCache().subscribe(({ query, type }) => {
      if (type === 'removed' && query.queryKey[0] === kind && query.queryKey[1] === id) setGone(true);
    });
  }, [queries, id]);
  return gone;
}
