import { useDebouncedValue } from '@mantine/hooks';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Recording } from '../api/client.ts';
import { oneRecording } from '../recordings/queries.ts';
import { useTexts } from '../texts/use-texts.ts';
import { listCommands, subscribeCommands } from './commands.ts';
import { listItems } from './palette-items.ts';
import { foundBy } from './queries.ts';
import { readRecent } from './recent-recordings.ts';
import { type InAllLanguages, loadAllLanguages } from './translate.ts';

/** Milliseconds without a key until the server is asked. */
const pause = 180;

/** Everything that fits what is typed. `owner`: whose palette it is. */
export function usePalette(owner: string, typed: string) {
  const text = useTexts();
  const navigate = useNavigate();
  const commands = useSyncExternalStore(subscribeCommands, listCommands);
  const inAllLanguages = useAllLanguages();
  const [asked] = useDebouncedValue(typed.trim().slice(0, longest), pause);
  const { data, error, isFetching } = useQuery(foundBy(asked));
  const recent = useRecentRecordings(owner);
  const found = typed.trim() === '' || asked === '' ? undefined : data;
  const items = useMemo(
    () =>
      listItems({
        ...{ typed, commands, found, inAllLanguages, recent, text },
        search: (q) => void navigate({ to: '/search', search: { q } }),
      }),
    [typed, commands, found, inAllLanguages, recent, text, navigate],
  );
  return { items, failed: error !== null && asked !== '', busy: isFetching };
}

/** Characters that are looked for. */
const longest = 300;

function useAllLanguages(): InAllLanguages | undefined {
  const [known, setKnown] = useState<InAllLanguages>();
  useEffect(() => {
    let wanted = true;
    void loadAllLanguages()
      .then((all) => wanted && setKnown(() => all))
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, []);
  return known;
}

/** Those that are still there. */
function useRecentRecordings(owner: string) {
  const [ids] = useState(() => readRecent(owner));
  return useQueries({
    queries: ids.map((id) => ({ ...oneRecording(id), retry: false })),
    combine: joinFound,
  });
}

const joinFound = (results: readonly { data?: Recording | undefined }[]): Recording[] =>
  results.flatMap(({ data }) => data ?? []);
