import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { authState } from '../../identity/auth-state.ts';
import { tellFailure } from '../../layout/tell.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { askFirst } from '../ask-first.ts';
import { useLeave } from '../use-leave.ts';
import { type Member, memberList, type Rank, ranks } from './queries.ts';

/** Gives a member another rank, or ends the membership after a question; what takes rights of one's own asks as well. */
export function useMemberActions({ id, name, rank: before }: Member, isSelf: boolean) {
  const text = useTexts();
  const { isLeaving, leave } = useLeave();
  const queries = useQueryClient();
  const params = { path: { id } };
  const settled = {
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: memberList.queryKey });
      // One may have less to see from now on.
      if (isSelf) await queries.invalidateQueries({ queryKey: authState.queryKey });
    },
    onError: (error: Error) => tellFailure(error, text),
  };
  const change = useMutation({
    mutationFn: (rank: Rank) => api.PATCH('/v1/members/{id}', { params, body: { rank } }),
    ...settled,
  });
  const end = useMutation({ mutationFn: () => api.DELETE('/v1/members/{id}', { params }), ...settled });
  return {
    isChanging: change.isPending || end.isPending || isLeaving,
    changeRank(value: string) {
      const rank = ranks.find((one) => one === value);
      if (!rank || rank === before) return;
      if (!isSelf) return change.mutate(rank);
      askFirst(text, {
        title: text('web-member-rank-own-title'),
        question: text('web-member-rank-own-question', { rank: text(`web-rank-${rank}`) }),
        confirm: text('web-member-rank-own'),
        onConfirm: () => change.mutate(rank),
      });
    },
    remove() {
      if (isSelf) return leave();
      askFirst(text, {
        title: text('web-member-remove-title', { name }),
        question: text('web-member-remove-question', { name }),
        confirm: text('web-member-remove-confirm'),
        onConfirm: () => end.mutate(),
      });
    },
  };
}
