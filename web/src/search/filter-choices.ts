import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}
interface Folder {
  readonly id: string;
  readonly parent_id: string | null;
  readonly name: string;
}

/** Folders with those that they lie in, `Sales / 2026`, in the order of these words. */
export const folderChoices = queryOptions({
  queryKey: ['folders', 'choices'],
  queryFn: async ({ signal }): Promise<Choice[]> => {
    const { data } = await api.GET('/v1/folders', { signal });
    const folders = new Map((data?.folders ?? []).map((folder) => [folder.id, folder]));
    return [...folders.values()]
      .map((folder) => ({ value: folder.id, label: writePath(folder, folders) }))
      .sort((a, b) => a.label.localeCompare(b.label));
  },
});

export const tagChoices = queryOptions({
  queryKey: ['tags', 'choices'],
  queryFn: async ({ signal }): Promise<Choice[]> => {
    const { data } = await api.GET('/v1/tags', { signal });
    return (data?.tags ?? []).map(({ tag }) => ({ value: tag, label: tag }));
  },
});

function writePath(folder: Folder, folders: ReadonlyMap<string, Folder>): string {
  const names: string[] = [];
  let one: Folder | undefined = folder;
  // As deep as folders lie, and never for ever.
  while (one && names.length < 16) {
    names.unshift(one.name);
    one = one.parent_id === null ? undefined : folders.get(one.parent_id);
  }
  return names.join(' / ');
}
