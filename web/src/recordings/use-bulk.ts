import { modals } from '@mantine/modals';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Recording } from '../api/client.ts';
import type { paths } from '../api/schema.d.ts';
import { tell, tellFailure } from '../layout/tell.ts';
import { type Text, useTexts } from '../texts/use-texts.ts';
import { dropRecordings, keepChanged } from './queries.ts';

type Bulk = paths['/v1/recordings/bulk']['post'];
type Body = Bulk['requestBody']['content']['application/json'];
type Outcome = Bulk['responses'][200]['content']['application/json']['outcomes'][number];
/** What is done, and with what. */
export type BulkAct = WithoutIds<Body>;
type WithoutIds<One> = One extends unknown ? Omit<One, 'ids'> : never;

/** Recordings of one request. */
const mostAtOnce = 500;

/** Does the same with many recordings, and tells what became of them. */
export function useBulk() {
  const text = useTexts();
  const queries = useQueryClient();
  const acting = useMutation({
    mutationFn: ({ act, ids }: { readonly ids: readonly string[]; readonly act: BulkAct }) =>
      actOnAll(ids, act, (done) => keepDone(queries, done, act)),
    onSuccess: (outcomes, { act }) => tellOutcomes(outcomes, act, text),
  });
  const run = (recordings: readonly Pick<Recording, 'id'>[], act: BulkAct) =>
    acting.mutateAsync({ ids: recordings.map(({ id }) => id), act });
  const act = (recordings: readonly Pick<Recording, 'id'>[], what: BulkAct) =>
    void run(recordings, what).catch((error: Error) => tellFailure(error, text));
  return {
    busy: acting.isPending,
    /** Tells what became of it; rejects with what a form is to say. */
    run,
    /** The same where no form is: failures are told in the corner. */
    act,
    erase: (recordings: readonly Recording[]) =>
      modals.openConfirmModal({
        title: text('web-bulk-delete-title', { count: recordings.length }),
        children: nameThem(recordings, text),
        labels: { confirm: text('web-delete'), cancel: text('web-keep') },
        confirmProps: { color: 'red' },
        onConfirm: () => act(recordings, { action: 'delete' }),
      }),
  };
}

function nameThem(recordings: readonly Recording[], text: Text): string {
  const [first] = recordings;
  if (recordings.length === 1 && first) return text('web-delete-question', { name: first.file_name });
  return text('web-bulk-delete-question', { count: recordings.length });
}

/** What was done is kept part by part: what fails behind it does not undo it. */
async function actOnAll(
  ids: readonly string[],
  act: BulkAct,
  onDone: (done: ReadonlySet<string>) => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < ids.length; at += mostAtOnce) {
    const body = { ...act, ids: ids.slice(at, at + mostAtOnce) } as Body;
    const { data } = await api.POST('/v1/recordings/bulk', { body });
    const some = data?.outcomes ?? [];
    onDone(new Set(some.filter(({ error }) => !error).map(({ id }) => id)));
    outcomes.push(...some);
  }
  return outcomes;
}

/** At once what is certain; how they stand after a stop or a retry, the stream tells. */
function keepDone(queries: QueryClient, done: ReadonlySet<string>, act: BulkAct): void {
  if (act.action === 'delete') dropRecordings(queries, done);
  else if (act.action === 'move' || act.action === 'tag' || act.action === 'untag')
    keepChanged(queries, done, (one) => ({ ...one, ...arrange(one, act) }));
}

function arrange(
  { tags }: Recording,
  act: Extract<BulkAct, { action: 'move' } | { action: 'tag' | 'untag' }>,
): Partial<Recording> {
  if (act.action === 'move') return { folder_id: act.folder_id };
  const others = tags.filter((tag) => tag !== act.tag);
  return { tags: act.action === 'tag' ? [...others, act.tag].toSorted() : others };
}

function tellOutcomes(outcomes: readonly Outcome[], { action }: BulkAct, text: Text): void {
  const failed = Map.groupBy(
    outcomes.flatMap(({ error }) => (error ? [error] : [])),
    ({ message }) => message,
  );
  const count = outcomes.filter(({ error }) => !error).length;
  const done = count > 0 || failed.size === 0 ? [text(`web-bulk-${action}-done`, { count })] : [];
  const not = [...failed].map(([reason, all]) => text('web-bulk-failed', { count: all.length, reason }));
  tell([...done, ...not].join(' '));
}
