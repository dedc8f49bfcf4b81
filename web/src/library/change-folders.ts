import type { QueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { folderList } from './queries.ts';

/** Characters of a folder's name. */
export const longestFolderName = 100;

/** Makes a folder; gives its id when it stands in every list. */
export async function createFolder(
  queries: QueryClient,
  name: string,
  parent: string | null,
): Promise<string> {
  const { data } = await api.POST('/v1/folders', { body: { name, parent_id: parent } });
  await queries.invalidateQueries({ queryKey: folderList.queryKey });
  return data?.id ?? '';
}

export async function changeFolder(
  queries: QueryClient,
  id: string,
  change: { readonly name?: string; readonly parent_id?: string | null },
): Promise<void> {
  await api.PATCH('/v1/folders/{id}', { params: { path: { id } }, body: change });
  await refreshFolders(queries);
}

export async function deleteFolder(queries: QueryClient, id: string): Promise<void> {
  await api.DELETE('/v1/folders/{id}', { params: { path: { id } } });
  await refreshFolders(queries);
}

/** What lists of folders hold changes with how folders lie in one another. */
async function refreshFolders(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ queryKey: folderList.queryKey });
  void queries.invalidateQueries({
    queryKey: ['recordings'],
    predicate: ({ queryKey }) => (queryKey[1] as { folder?: string }).folder !== undefined,
  });
}
