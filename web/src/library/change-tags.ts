import type { QueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { tagList } from './queries.ts';

/** Names a tag otherwise wherever it is; recordings hear of it by their stream. */
export async function renameTag(queries: QueryClient, tag: string, name: string): Promise<void> {
  await api.PATCH('/v1/tags/{tag}', { params: { path: { tag } }, body: { name } });
  await queries.invalidateQueries({ queryKey: tagList.queryKey });
}

export async function deleteTag(queries: QueryClient, tag: string): Promise<void> {
  await api.DELETE('/v1/tags/{tag}', { params: { path: { tag } } });
  await queries.invalidateQueries({ queryKey: tagList.queryKey });
}
